#include "publishers/feed/frozen_draft.hpp"

#include "publishers/json.hpp"

#include <utility>

namespace glossd::publishers::feed {

namespace {

OrderedJson media_to_json(const std::vector<model::Media>& media) {
    auto list = OrderedJson::array();
    for (const auto& item : media) {
        OrderedJson json{{"url", item.url}, {"type", item.type}, {"size", item.size}};
        if (item.alt) json["alt"] = *item.alt;
        list.push_back(std::move(json));
    }
    return list;
}

std::vector<model::Media> media_from_json(const Json& list) {
    std::vector<model::Media> media;
    for (const auto& json : list) {
        model::Media item;
        item.url = string_at(json, "url");
        item.type = string_at(json, "type");
        item.size = static_cast<std::uint64_t>(number_at(json, "size").value_or(0));
        if (member(json, "alt").is_string()) item.alt = string_at(json, "alt");
        media.push_back(std::move(item));
    }
    return media;
}

}  // namespace

std::string freeze_draft(const Draft& draft, bool has_template) {
    // A template that shows the disclosure has chosen its place.
    const bool disclosed = has_template && draft.text.find(draft.disclosure) != std::string::npos;
    OrderedJson json;
    json["text"] = has_template ? draft.text : draft.body;
    json["content_warning"] = draft.content_warning;
    json["language"] = draft.language;
    json["title"] = draft.title;
    json["link"] = draft.link;
    json["source"] = draft.source;
    json["author"] = draft.author;
    json["tags"] = draft.tags;
    json["media"] = media_to_json(draft.media);
    json["disclosure"] = disclosed ? "" : draft.disclosure;
    json["post_id"] = draft.post_id;
    if (draft.published) json["published"] = draft.published->time_since_epoch().count();
    return write_json(json);
}

Draft thaw_draft(const std::string& payload) {
    Draft draft;
    const auto json = parse_json(payload);
    draft.text = string_at(json, "text");
    draft.content_warning = string_at(json, "content_warning");
    draft.language = string_at(json, "language");
    draft.title = string_at(json, "title");
    draft.link = string_at(json, "link");
    draft.source = string_at(json, "source");
    draft.author = string_at(json, "author");
    for (const auto& tag : member(json, "tags")) {
        if (tag.is_string()) draft.tags.push_back(tag.get<std::string>());
    }
    draft.media = media_from_json(member(json, "media"));
    draft.disclosure = string_at(json, "disclosure");
    draft.post_id = string_at(json, "post_id");
    if (const auto published = number_at(json, "published")) {
        draft.published = model::WallTime(model::Duration(*published));
    }
    return draft;
}

}  // namespace glossd::publishers::feed
