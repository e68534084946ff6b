#include "bench/feed_document.hpp"

#include "bench/mastodon_html.hpp"
#include "text/html.hpp"
#include "text/time_format.hpp"

#include <fmt/format.h>

namespace glossd::bench {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

std::string element(std::string_view name, std::string_view content) {
    return fmt::format("  <{0}>{1}</{0}>\n", name, escape_html(content));
}

// Empty content is no element at all: <title></title> would be a title.
std::string optional_element(std::string_view name, std::string_view content) {
    return content.empty() ? "" : element(name, content);
}

std::string enclosure(const FeedImage& image) {
    return fmt::format("  <link rel=\"enclosure\" type=\"{}\" title=\"{}\" href=\"{}\"/>\n",
                       escape_html(image.type), escape_html(image.alt), escape_html(image.url));
}

std::string media_content(const FeedImage& image) {
    return fmt::format("  <media:content url=\"{}\" type=\"{}\">\n{}  </media:content>\n",
                       escape_html(image.url), escape_html(image.type),
                       optional_element("media:description", image.alt));
}

std::string atom_entry(const FeedItem& item) {
    const auto time = text::to_rfc3339(item.published);
    auto entry = " <entry>\n" + element("id", item.id) + element("title", item.title);
    if (!item.link.empty()) {
        entry += fmt::format("  <link href=\"{}\"/>\n", escape_html(item.link));
    }
    entry += element("published", time) + element("updated", time);
    if (!item.author.empty()) {
        entry += fmt::format("  <author><name>{}</name></author>\n", escape_html(item.author));
    }
    for (const auto& image : item.images) entry += enclosure(image);
    for (const auto& category : item.categories) {
        entry += fmt::format("  <category term=\"{}\"/>\n", escape_html(category));
    }
    return entry + fmt::format("  <content type=\"html\">{}</content>\n </entry>\n",
                               escape_html(text::text_to_html(item.text)));
}

std::string rss_item(const FeedItem& item) {
    auto entry = std::string(" <item>\n");
    entry += fmt::format("  <guid isPermaLink=\"false\">{}</guid>\n", escape_html(item.id));
    entry += optional_element("title", item.title) + optional_element("link", item.link);
    entry += element("pubDate", text::to_rfc822(item.published));
    entry += optional_element("dc:creator", item.author);
    for (const auto& category : item.categories) entry += element("category", category);
    for (const auto& image : item.images) entry += media_content(image);
    return entry + element("description", text::text_to_html(item.text)) + " </item>\n";
}

}  // namespace

std::string write_atom(const FeedHead& head, const std::vector<FeedItem>& items) {
    auto out = std::string(declaration);
    out += fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
                       escape_html(head.language));
    out += element("id", head.url) + element("title", head.title);
    out += element("updated", text::to_rfc3339(head.updated));
    out += fmt::format("  <link rel=\"self\" href=\"{}\"/>\n", escape_html(head.url));
    for (auto item = items.rbegin(); item != items.rend(); ++item) out += atom_entry(*item);
    return out + "</feed>\n";
}

std::string write_rss(const FeedHead& head, const std::vector<FeedItem>& items) {
    auto out = std::string(declaration);
    out += "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    out += " xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n";
    out += element("title", head.title) + element("link", head.url);
    out += element("description", head.title) + element("language", head.language);
    out += element("lastBuildDate", text::to_rfc822(head.updated));
    for (auto item = items.rbegin(); item != items.rend(); ++item) out += rss_item(*item);
    return out + "</channel>\n</rss>\n";
}

}  // namespace glossd::bench
