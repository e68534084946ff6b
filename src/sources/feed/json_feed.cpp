#include "sources/feed/json_feed.hpp"

#include "sources/feed/body.hpp"
#include "sources/feed/media.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::sources::feed {

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_nesting = 100;  // a real feed has 5

struct Shape {
    std::size_t deepest = 0;
    std::size_t end = 0;        // behind the outermost value; 0: it has no end
    std::size_t items_cut = 0;  // behind the last whole object of an array of the document
};

// One look at the brackets. `items_cut` is where a document that breaks off can be mended.
Shape shape_of(std::string_view text) {
    Shape shape;
    std::string open;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size() && shape.end == 0; ++at) {
        const char c = text[at];
        if (in_string) {
            if (c == '\\') ++at;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            open += c;
            shape.deepest = std::max(shape.deepest, open.size());
            if (shape.deepest > max_nesting) return shape;
        } else if ((c == '}' || c == ']') && !open.empty()) {
            open.pop_back();
            if (c == '}' && open == "{[") shape.items_cut = at + 1;
            if (open.empty()) shape.end = at + 1;
        }
    }
    return shape;
}

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::string scalar_of(const Json& object, const char* key) {
    const auto* value = member(object, key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    return value->is_number() ? value->dump() : std::string{};  // ids that are numbers
}

const Json& list_of(const Json& object, const char* key) {
    static const Json none = Json::array();
    const auto* value = member(object, key);
    return value != nullptr && value->is_array() ? *value : none;
}

// `authors` of 1.1, else `author` of 1.0.
std::string authors_of(const Json& object) {
    std::string names;
    for (const auto& author : list_of(object, "authors")) {
        const auto name = scalar_of(author, "name");
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
    if (!names.empty()) return names;
    const auto* author = member(object, "author");
    if (author == nullptr) return {};
    return author->is_string() ? author->get<std::string>() : scalar_of(*author, "name");
}

void read_attachments(model::Post& post, const Json& item, const std::string& base) {
    for (const auto& attachment : list_of(item, "attachments")) {
        const auto* size = member(attachment, "size_in_bytes");
        add_media(post, {.url = absolute(base, scalar_of(attachment, "url")),
                         .type = scalar_of(attachment, "mime_type"),
                         .alt = alt_text(scalar_of(attachment, "title")),
                         .size = size == nullptr ? 0 : read_size(size->dump())});
    }
}

void read_body(model::Post& post, const Json& item, const std::string& base) {
    const std::pair<const char*, Markup> places[] = {{"content_html", Markup::html},
                                                     {"content_text", Markup::plain},
                                                     {"summary", Markup::plain}};
    for (const auto& [key, markup] : places) {
        auto content = scalar_of(item, key);
        if (content.empty()) continue;
        return set_body(post, std::move(content), markup, base);
    }
}

model::Post read_item(const Json& item, const Context& context) {
    model::Post post;
    post.id = scalar_of(item, "id");
    for (const auto* key : {"url", "external_url"})
        if (post.url.empty()) post.url = absolute(context.base, scalar_of(item, key));
    post.title = text::fold_space(scalar_of(item, "title"));
    post.author = text::fold_space(authors_of(item));
    post.language = language_tag(scalar_of(item, "language"));
    post.published = read_date(scalar_of(item, "date_published"), context);
    post.updated = read_date(scalar_of(item, "date_modified"), context);
    for (const auto& tag : list_of(item, "tags"))
        if (tag.is_string()) add_tag(post, tag.get<std::string>());
    read_attachments(post, item, context.base);
    read_body(post, item, context.base);
    if (post.media.empty()) add_picture(post, absolute(context.base, scalar_of(item, "image")));
    return post;
}

ParsedFeed read_items(const Json& document, Context context) {
    for (const auto* key : {"feed_url", "home_page_url"})
        if (context.base.empty()) context.base = absolute({}, scalar_of(document, key));
    const auto language = language_tag(scalar_of(document, "language"));
    const auto author = text::fold_space(authors_of(document));

    ParsedFeed feed;
    for (const auto& item : *member(document, "items")) {
        if (!item.is_object()) {
            feed.notes.emplace_back("an item that is no object was left out");
            continue;
        }
        auto post = read_item(item, context);
        if (post.language.empty()) post.language = language;
        if (post.author.empty()) post.author = author;
        feed.posts.push_back(std::move(post));
    }
    if (!scalar_of(document, "next_url").empty())
        feed.notes.emplace_back("the feed has further pages, which are not read");
    return feed;
}

}  // namespace

model::Result<ParsedFeed> read_json_feed(std::string_view text, const Context& context) {
    const auto shape = shape_of(text);
    if (shape.deepest > max_nesting)
        return model::fail(model::ErrorKind::refused, "this JSON is nested too deep for a feed");
    std::string mended;
    if (shape.end > 0) {
        text = text.substr(0, shape.end);
    } else if (shape.items_cut > 0) {
        mended.assign(text.substr(0, shape.items_cut)).append("]}");
        text = mended;
    }
    const auto document = Json::parse(text, nullptr, false);
    if (document.is_discarded())
        return model::fail(model::ErrorKind::protocol, "this is broken JSON");
    const auto* items = member(document, "items");
    if (!mended.empty() && items == nullptr)
        return model::fail(model::ErrorKind::protocol, "this JSON ends before its first item");
    if (items == nullptr || !items->is_array())
        return model::fail(model::ErrorKind::invalid_input,
                           "this is JSON, but not a JSON Feed: it has no list of items");
    auto feed = read_items(document, context);
    if (!mended.empty()) {
        feed.whole = false;
        feed.notes.emplace_back("the document ends before its end");
    }
    return feed;
}

}  // namespace glossd::sources::feed
