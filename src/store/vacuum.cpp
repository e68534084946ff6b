#include "store/vacuum.hpp"

#include "store/connection.hpp"

namespace glossd::store {

namespace {

std::int64_t size_of(Connection& connection) {
    return connection.get_integer("PRAGMA page_count") * connection.get_integer("PRAGMA page_size");
}

}  // namespace

model::Result<Vacuumed> vacuum(Connection& connection) {
    try {
        Vacuumed result;
        result.bytes_before = size_of(connection);
        connection.exec("VACUUM");
        // It went through the log, which would keep its size.
        connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        result.bytes_after = size_of(connection);
        return result;
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
}

}  // namespace glossd::store
