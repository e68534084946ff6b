#include "publishers/feed/formats.hpp"
#include "publishers/feed/xml_document.hpp"
#include "text/html.hpp"
#include "text/length.hpp"
#include "text/time_format.hpp"
#include "text/url.hpp"

namespace glossd::publishers::feed {

namespace {

// The channel must have a link to a page (RSS 2.0): where the newest post comes from.
std::string home_of(const Document& document) {
    for (const auto& entry : document.entries) {
        if (const auto address = text::parse_url(entry.link)) return address->origin() + "/";
    }
    return document.self;
}

// RSS takes one enclosure an item and no alt text; Media RSS has all of them.
void add_media(pugi::xml_node item, const Entry& entry) {
    if (!entry.media.empty()) {
        const auto& first = entry.media.front();
        add_element(
            item, "enclosure",
            {{"url", first.url}, {"length", std::to_string(first.size)}, {"type", type_of(first)}});
    }
    for (const auto& media : entry.media) {
        Attributes attributes{{"url", media.url}, {"type", type_of(media)}};
        if (media.size > 0) attributes.emplace_back("fileSize", std::to_string(media.size));
        auto node = add_element(item, "media:content", attributes);
        if (!media.alt || media.alt->empty()) continue;
        add_text(node, "media:description", *media.alt, {{"type", "plain"}});
    }
}

void add_item(pugi::xml_node channel, const Entry& entry) {
    constexpr text::LengthRule summary{.limit = 300};
    auto item = add_element(channel, "item");
    if (!entry.title.empty()) add_text(item, "title", entry.title);
    if (!entry.link.empty()) add_text(item, "link", entry.link);
    add_text(item, "guid", entry.id, {{"isPermaLink", "false"}});
    add_text(item, "pubDate", text::to_rfc822(entry.published));
    if (!entry.author.empty()) add_text(item, "dc:creator", entry.author);
    for (const auto& tag : entry.tags) add_text(item, "category", tag);
    // Markup for many readers, so the plain summary is escaped as HTML too.
    add_text(item, "description", text::text_to_html(text::excerpt(summary, entry.text)));
    add_text(item, "content:encoded", entry.html);
    add_media(item, entry);
}

}  // namespace

std::string write_rss(const Document& document) {
    pugi::xml_document xml;
    auto rss = add_element(xml, "rss",
                           {{"version", "2.0"},
                            {"xmlns:atom", "http://www.w3.org/2005/Atom"},
                            {"xmlns:content", "http://purl.org/rss/1.0/modules/content/"},
                            {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                            {"xmlns:media", "http://search.yahoo.com/mrss/"}});
    auto channel = add_element(rss, "channel");
    add_text(channel, "title", document.title);
    add_text(channel, "link", home_of(document));
    add_text(channel, "description", document.title);
    if (!document.language.empty()) add_text(channel, "language", document.language);
    add_text(channel, "lastBuildDate", text::to_rfc822(document.updated));
    add_text(channel, "generator", "glossd");
    if (!document.self.empty()) {
        add_element(channel, "atom:link",
                    {{"rel", "self"}, {"type", "application/rss+xml"}, {"href", document.self}});
    }
    for (const auto& entry : document.entries) add_item(channel, entry);
    return write_xml(xml);
}

}  // namespace glossd::publishers::feed
