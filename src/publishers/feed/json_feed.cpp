#include "publishers/feed/formats.hpp"
#include "publishers/json.hpp"
#include "text/time_format.hpp"

#include <utility>

namespace glossd::publishers::feed {

namespace {

OrderedJson attachments_of(const Entry& entry) {
    auto list = OrderedJson::array();
    for (const auto& media : entry.media) {
        OrderedJson attachment;
        attachment["url"] = media.url;
        attachment["mime_type"] = type_of(media);
        if (media.alt && !media.alt->empty()) attachment["title"] = *media.alt;
        if (media.size > 0) attachment["size_in_bytes"] = media.size;
        list.push_back(std::move(attachment));
    }
    return list;
}

OrderedJson authors_of(const Entry& entry) {
    OrderedJson author;
    author["name"] = entry.author;
    auto authors = OrderedJson::array();
    authors.push_back(std::move(author));
    return authors;
}

OrderedJson item_of(const Entry& entry) {
    OrderedJson item;
    item["id"] = entry.id;
    if (!entry.link.empty()) item["url"] = entry.link;
    if (!entry.title.empty()) item["title"] = entry.title;
    item["content_html"] = entry.html;
    item["date_published"] = text::to_rfc3339(entry.published);
    item["date_modified"] = text::to_rfc3339(entry.updated);
    if (!entry.author.empty()) item["authors"] = authors_of(entry);
    if (!entry.language.empty()) item["language"] = entry.language;
    if (!entry.tags.empty()) item["tags"] = entry.tags;
    if (!entry.media.empty()) item["attachments"] = attachments_of(entry);
    return item;
}

}  // namespace

std::string write_json_feed(const Document& document) {
    OrderedJson feed;
    feed["version"] = "https://jsonfeed.org/version/1.1";
    feed["title"] = document.title;
    if (!document.self.empty()) feed["feed_url"] = document.self;
    if (!document.language.empty()) feed["language"] = document.language;
    feed["items"] = OrderedJson::array();
    for (const auto& entry : document.entries) feed["items"].push_back(item_of(entry));
    return write_json(feed, 2) + "\n";
}

}  // namespace glossd::publishers::feed
