#include "sources/feed/rss.hpp"

#include "sources/feed/body.hpp"
#include "sources/feed/etiquette.hpp"
#include "sources/feed/media.hpp"
#include "sources/feed/xml.hpp"
#include "text/ascii.hpp"
#include "text/normalise.hpp"

#include <array>
#include <utility>

namespace glossd::sources::feed {

namespace {

// The first of several places that holds anything.
template <class... Texts>
std::string first_of(Texts... texts) {
    std::string found;
    ((found.empty() ? void(found = std::move(texts)) : void()), ...);
    return found;
}

// The name out of "jo@example.org (Jo Doe)" and "Jo Doe <jo@example.org>".
std::string name_of(std::string_view author) {
    const auto at = author.find('@');
    if (at == std::string_view::npos) return std::string(author);
    const auto open = author.find('(');
    const auto close = author.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
        return std::string(text::trim(author.substr(open + 1, close - open - 1)));
    const auto angle = author.find('<');
    if (angle != std::string_view::npos && angle > 0)
        return std::string(text::trim(author.substr(0, angle)));
    return std::string(author);
}

std::string read_author(pugi::xml_node item) {
    std::string names;
    for (const auto creator : children(item, Space::dc, "creator")) {
        const auto name = text_of(creator);
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
    return text::fold_space(
        first_of(std::move(names), name_of(text_of_child(item, Space::plain, "author")),
                 text_of_child(child(item, Space::atom, "author"), Space::atom, "name"),
                 text_of_child(item, Space::itunes, "author")));
}

std::string read_link(pugi::xml_node item, const std::string& base) {
    for (const auto link : children(item, Space::plain, "link")) {
        auto address =
            absolute(base_of(link, base), first_of(text_of(link), attribute(link, "href")));
        if (!address.empty()) return address;
    }
    for (const auto link : children(item, Space::atom, "link")) {
        const auto relation = attribute(link, "rel");
        if (!relation.empty() && relation != "alternate") continue;
        auto address = absolute(base_of(link, base), attribute(link, "href"));
        if (!address.empty()) return address;
    }
    const auto guid = child(item, Space::plain, "guid");
    if (text::to_lower(attribute(guid, "isPermaLink")) == "false") return {};
    const auto permalink = text_of(guid);  // only a whole address: most guids are not
    return permalink.starts_with("http") ? absolute({}, permalink) : std::string{};
}

void read_body(model::Post& post, pugi::xml_node item, const std::string& base) {
    const std::array<std::pair<Space, const char*>, 5> places{{{Space::content, "encoded"},
                                                               {Space::plain, "description"},
                                                               {Space::xhtml, "body"},
                                                               {Space::media, "description"},
                                                               {Space::itunes, "summary"}}};
    for (const auto& [space, name] : places) {
        const auto element = child(item, space, name);
        auto content = inner_html(element);
        if (content.empty()) continue;
        return set_body(post, std::move(content), Markup::html, base_of(element, base));
    }
}

}  // namespace

model::Post read_rss_item(pugi::xml_node item, const Context& context) {
    model::Post post;
    post.id = text_of_child(item, Space::plain, "guid");
    post.url = read_link(item, context.base);
    post.title = read_rss_title(inner_html(child(item, Space::plain, "title")));
    post.author = read_author(item);
    post.language =
        language_tag(first_of(text_of_child(item, Space::dc, "language"), language_of(item)));
    post.published = read_date(first_of(text_of_child(item, Space::plain, "pubDate"),
                                        text_of_child(item, Space::dc, "date"),
                                        text_of_child(item, Space::dcterms, "created"),
                                        text_of_child(item, Space::atom, "published")),
                               context);
    post.updated = read_date(first_of(text_of_child(item, Space::atom, "updated"),
                                      text_of_child(item, Space::dcterms, "modified")),
                             context);
    for (const auto tag : children(item, Space::plain, "category")) add_tag(post, text_of(tag));
    for (const auto tag : children(item, Space::dc, "subject")) add_tag(post, text_of(tag));

    for (const auto enclosure : children(item, Space::plain, "enclosure"))
        add_media(post, read_enclosure(enclosure, attribute(enclosure, "url"), context.base));
    add_media_rss(post, item, context.base);
    read_body(post, item, context.base);
    add_thumbnail(post, item, context.base);
    return post;
}

std::string channel_language(pugi::xml_node channel) {
    return language_tag(first_of(text_of_child(channel, Space::plain, "language"),
                                 text_of_child(channel, Space::dc, "language")));
}

std::optional<model::Duration> channel_interval(pugi::xml_node channel) {
    const auto ttl = read_size(text_of_child(channel, Space::plain, "ttl"));
    const auto period = text::to_lower(text_of_child(channel, Space::syndication, "updatePeriod"));
    const auto frequency = read_size(text_of_child(channel, Space::syndication, "updateFrequency"));
    return document_interval(ttl, period, frequency);
}

Context channel_context(pugi::xml_node channel, const Context& context) {
    if (!context.base.empty()) return context;
    for (const auto link : children(channel, Space::atom, "link")) {
        auto self = absolute({}, attribute(link, "href"));
        if (attribute(link, "rel") == "self" && !self.empty())
            return {std::move(self), context.now};
    }
    return {absolute({}, text_of_child(channel, Space::plain, "link")), context.now};
}

ParsedFeed read_rss(pugi::xml_node root, const Context& context) {
    auto channel = child(root, Space::plain, "channel");
    if (!channel) channel = root;
    const auto inside = channel_context(channel, context);
    const auto language = channel_language(channel);

    ParsedFeed feed;
    feed.interval = channel_interval(channel);
    auto items = children(channel, Space::plain, "item");
    if (channel != root)
        for (const auto item : children(root, Space::plain, "item")) items.push_back(item);
    for (const auto item : items) {
        feed.posts.push_back(read_rss_item(item, inside));
        if (feed.posts.back().language.empty()) feed.posts.back().language = language;
    }
    return feed;
}

}  // namespace glossd::sources::feed
