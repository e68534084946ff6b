#include "sources/feed/rdf.hpp"

#include "sources/feed/rss.hpp"
#include "sources/feed/xml.hpp"
#include "text/ascii.hpp"

#include <utility>

namespace glossd::sources::feed {

ParsedFeed read_rdf(pugi::xml_node root, const Context& context) {
    const auto channel = child(root, Space::plain, "channel");
    const auto inside = channel_context(channel, context);
    const auto language = channel_language(channel);

    ParsedFeed feed;
    feed.interval = channel_interval(channel);
    auto items = children(root, Space::plain, "item");
    for (const auto item : children(channel, Space::plain, "item")) items.push_back(item);
    for (const auto item : items) {
        auto post = read_rss_item(item, inside);
        for (const auto given : item.attributes()) {
            const std::string_view name = given.name();  // some leave the prefix out
            if (name.substr(name.rfind(':') + 1) == "about") post.id = text::trim(given.value());
        }
        if (post.language.empty()) post.language = language;
        feed.posts.push_back(std::move(post));
    }
    return feed;
}

}  // namespace glossd::sources::feed
