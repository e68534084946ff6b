#include "publishers/feed/formats.hpp"
#include "publishers/feed/xml_document.hpp"
#include "text/length.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

namespace glossd::publishers::feed {

namespace {

// An entry must have a title (RFC 4287, 4.1.2); a post without one lends the start of its text.
std::string title_of(const Entry& entry) {
    constexpr text::LengthRule headline{.limit = 80};
    if (!entry.title.empty()) return entry.title;
    return text::excerpt(headline, text::fold_space(entry.text));
}

void add_enclosures(pugi::xml_node node, const Entry& entry) {
    for (const auto& media : entry.media) {
        Attributes attributes{{"rel", "enclosure"}};
        if (!media.type.empty()) attributes.emplace_back("type", media.type);
        if (media.size > 0) attributes.emplace_back("length", std::to_string(media.size));
        if (media.alt && !media.alt->empty()) attributes.emplace_back("title", *media.alt);
        attributes.emplace_back("href", media.url);
        add_element(node, "link", attributes);
    }
}

void add_entry(pugi::xml_node feed, const Entry& entry, const std::string& language) {
    Attributes attributes;
    if (!entry.language.empty() && entry.language != language) {
        attributes.emplace_back("xml:lang", entry.language);
    }
    auto node = add_element(feed, "entry", attributes);
    add_text(node, "id", entry.id);
    add_text(node, "title", title_of(entry));
    add_text(node, "published", text::to_rfc3339(entry.published));
    add_text(node, "updated", text::to_rfc3339(entry.updated));
    add_text(add_element(node, "author"), "name", entry.author);
    if (!entry.link.empty()) {
        add_element(node, "link",
                    {{"rel", "alternate"}, {"type", "text/html"}, {"href", entry.link}});
    }
    add_enclosures(node, entry);
    for (const auto& tag : entry.tags) add_element(node, "category", {{"term", tag}});
    add_text(node, "content", entry.html, {{"type", "html"}});
}

}  // namespace

std::string write_atom(const Document& document) {
    pugi::xml_document xml;
    Attributes attributes{{"xmlns", "http://www.w3.org/2005/Atom"}};
    if (!document.language.empty()) attributes.emplace_back("xml:lang", document.language);
    auto feed = add_element(xml, "feed", attributes);
    add_text(feed, "id", document.id);
    add_text(feed, "title", document.title);
    add_text(feed, "updated", text::to_rfc3339(document.updated));
    if (!document.self.empty()) {
        add_element(feed, "link",
                    {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", document.self}});
    }
    add_text(feed, "generator", "glossd");
    for (const auto& entry : document.entries) add_entry(feed, entry, document.language);
    return write_xml(xml);
}

}  // namespace glossd::publishers::feed
