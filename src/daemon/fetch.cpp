#include "daemon/fetch.hpp"

#include "daemon/blocking.hpp"

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds page_patience{60};
constexpr int most_requests = 50;

}  // namespace

model::Result<sources::Page> fetch(const config::SourceSettings& settings,
                                   const sources::Cursor& cursor) {
    const auto source = sources::make_source(settings);
    if (!source) return tl::make_unexpected(source.error());
    auto next = cursor;
    std::vector<model::Post> posts;
    for (int steps = 0; steps < most_requests; ++steps) {
        auto page = (*source)->read(next, perform_now((*source)->request(next), page_patience),
                                    model::wall_now());
        if (!page) return model::fail(model::ErrorKind::protocol, page.error().message);
        posts.insert(posts.end(), page->posts.begin(), page->posts.end());
        next = page->next;
        if (page->more) continue;
        page->posts = std::move(posts);
        return std::move(*page);
    }
    return model::fail(model::ErrorKind::protocol, "the source needs too many requests");
}

}  // namespace glossd::daemon
