#include "store/codec.hpp"

#include "store/failure.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::store {

using model::SegmentKind;
using nlohmann::json;

namespace {

constexpr std::array<std::pair<SegmentKind, std::string_view>, 5> segment_kinds{{
    {SegmentKind::title, "title"},
    {SegmentKind::body, "body"},
    {SegmentKind::warning, "warning"},
    {SegmentKind::alt_text, "alt_text"},
    {SegmentKind::poll_option, "poll_option"},
}};

std::string_view name_of(SegmentKind kind) {
    for (const auto& [value, name] : segment_kinds) {
        if (value == kind) return name;
    }
    return "body";
}

SegmentKind segment_kind(std::string_view name) {
    for (const auto& [value, known] : segment_kinds) {
        if (known == name) return value;
    }
    return SegmentKind::body;
}

// Most posts fill few fields; an absent key means the field's default.
template <class T>
void put(json& object, const char* key, const T& value) {
    if (value != T{}) object[key] = value;
}

void put_time(json& object, const char* key, const std::optional<model::WallTime>& time) {
    if (time) object[key] = time->time_since_epoch().count();
}

template <class T>
void get(const json& object, const char* key, T& value) {
    const auto found = object.find(key);
    if (found != object.end()) found->get_to(value);
}

void get_time(const json& object, const char* key, std::optional<model::WallTime>& time) {
    const auto found = object.find(key);
    if (found != object.end()) {
        time = model::WallTime(model::Duration(found->get<model::Duration::rep>()));
    }
}

json to_json(const model::Media& media) {
    json object = json::object();
    put(object, "url", media.url);
    put(object, "type", media.type);
    put(object, "size", media.size);
    if (media.alt) object["alt"] = *media.alt;
    return object;
}

model::Media media_from(const json& object) {
    model::Media media;
    get(object, "url", media.url);
    get(object, "type", media.type);
    get(object, "size", media.size);
    if (object.contains("alt")) media.alt = object["alt"].get<std::string>();
    return media;
}

json to_json(const model::Poll& poll) {
    json object{{"options", poll.options}};
    put(object, "multiple", poll.multiple);
    put_time(object, "expires", poll.expires);
    return object;
}

model::Poll poll_from(const json& object) {
    model::Poll poll;
    get(object, "options", poll.options);
    get(object, "multiple", poll.multiple);
    get_time(object, "expires", poll.expires);
    return poll;
}

json to_json(const model::TrailStep& step) {
    json object{{"engine", step.engine}, {"what", step.what}, {"outcome", step.outcome}};
    put(object, "detail", step.detail);
    return object;
}

model::TrailStep step_from(const json& object) {
    model::TrailStep step;
    get(object, "engine", step.engine);
    get(object, "what", step.what);
    get(object, "outcome", step.outcome);
    get(object, "detail", step.detail);
    return step;
}

json to_json(const model::TranslatedSegment& segment) {
    json object{{"kind", name_of(segment.kind)}, {"text", segment.text}};
    put(object, "engine", segment.engine);
    put(object, "cached", segment.cached);
    put(object, "copied", segment.copied);
    for (const auto& step : segment.trail) object["trail"].push_back(to_json(step));
    return object;
}

model::TranslatedSegment segment_from(const json& object) {
    model::TranslatedSegment segment;
    segment.kind = segment_kind(object.value("kind", std::string()));
    get(object, "text", segment.text);
    get(object, "engine", segment.engine);
    get(object, "cached", segment.cached);
    get(object, "copied", segment.copied);
    for (const auto& step : object.value("trail", json::array())) {
        segment.trail.push_back(step_from(step));
    }
    return segment;
}

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

template <class Read>
auto parse(const std::string& text, Read read) {
    try {
        return read(json::parse(text));
    } catch (const json::exception& error) {
        throw Failure(model::ErrorKind::io,
                      std::string("a row of the database is damaged: ") + error.what());
    }
}

model::Post post_from(const json& object) {
    model::Post post;
    get(object, "id", post.id);
    get(object, "url", post.url);
    get(object, "title", post.title);
    get(object, "text", post.text);
    get(object, "html", post.html);
    get(object, "language", post.language);
    get_time(object, "published", post.published);
    get_time(object, "updated", post.updated);
    get(object, "author", post.author);
    get(object, "tags", post.tags);
    get(object, "links", post.links);
    get(object, "content_warning", post.content_warning);
    get(object, "reply_to", post.reply_to);
    get(object, "repost", post.repost);
    get(object, "visibility", post.visibility);
    if (object.contains("media")) {
        for (const auto& media : object["media"]) post.media.push_back(media_from(media));
    }
    if (object.contains("poll")) post.poll = poll_from(object["poll"]);
    return post;
}

}  // namespace

std::string encode(const model::Post& post) {
    json object = json::object();
    put(object, "id", post.id);
    put(object, "url", post.url);
    put(object, "title", post.title);
    put(object, "text", post.text);
    put(object, "html", post.html);
    put(object, "language", post.language);
    put_time(object, "published", post.published);
    put_time(object, "updated", post.updated);
    put(object, "author", post.author);
    put(object, "tags", post.tags);
    put(object, "links", post.links);
    put(object, "content_warning", post.content_warning);
    put(object, "reply_to", post.reply_to);
    put(object, "repost", post.repost);
    put(object, "visibility", post.visibility);
    for (const auto& media : post.media) object["media"].push_back(to_json(media));
    if (post.poll) object["poll"] = to_json(*post.poll);
    return dump(object);
}

model::Post decode_post(const std::string& text) {
    return parse(text, post_from);
}

std::string encode(const std::vector<model::TranslatedSegment>& segments) {
    json list = json::array();
    for (const auto& segment : segments) list.push_back(to_json(segment));
    return dump(list);
}

std::vector<model::TranslatedSegment> decode_segments(const std::string& text) {
    return parse(text, [](const json& list) {
        std::vector<model::TranslatedSegment> segments;
        for (const auto& object : list) segments.push_back(segment_from(object));
        return segments;
    });
}

model::Post without_texts(const model::Post& post) {
    model::Post bare;
    bare.id = post.id;
    bare.url = post.url;
    bare.language = post.language;
    bare.published = post.published;
    bare.updated = post.updated;
    bare.reply_to = post.reply_to;
    bare.repost = post.repost;
    bare.visibility = post.visibility;
    return bare;
}

}  // namespace glossd::store
