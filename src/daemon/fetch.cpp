#include "daemon/fetch.hpp"

#include "daemon/blocking.hpp"

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds patience{60};

}  // namespace

model::Result<sources::Page> fetch(const config::SourceSettings& settings,
                                   const sources::Cursor& cursor) {
    const auto source = sources::make_source(settings);
    if (!source) return tl::make_unexpected(source.error());
    auto page = (*source)->read(cursor, perform_now((*source)->request(cursor), patience),
                                model::wall_now());
    if (page) return std::move(*page);
    return model::fail(model::ErrorKind::protocol, page.error().message);
}

}  // namespace glossd::daemon
