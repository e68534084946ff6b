#include "store/reader.hpp"

#include "store/migrations.hpp"

#include <filesystem>

namespace glossd::store {

model::Result<std::unique_ptr<Reader>> Reader::open(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return model::fail(model::ErrorKind::not_found,
                           path +
                               ": there is no database yet; `glossd run` or `glossd once` "
                               "makes it");
    }
    try {
        auto connection = std::make_unique<Connection>(path, Access::read_only, Options{});
        check_schema(*connection);
        return std::unique_ptr<Reader>(new Reader(std::move(connection)));
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
}

Reader::Reader(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)),
      tables_(*connection_),
      begin_(*connection_, "BEGIN"),
      end_(*connection_, "COMMIT") {}

}  // namespace glossd::store
