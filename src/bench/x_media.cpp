#include "bench/x_media.hpp"

#include "bench/x_json.hpp"
#include "text/code_points.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr const char* upload_path = "/2/media/upload";
constexpr const char* metadata_path = "/2/media/metadata";
constexpr std::int64_t first_media_id = 1'900'000'000'000'000'001;
constexpr std::size_t megabytes = 1024 * 1024;
constexpr std::size_t longest_alt = 1000;

Response refused(const std::string& name, const std::string& value) {
    return json_answer(x_parameter_problem(name, value), 400);
}

}  // namespace

std::optional<Response> XMediaStore::route(const std::string& user, const Request& request,
                                           model::WallTime now) {
    const bool posting = request.method == "POST";
    if (request.path == upload_path)
        return posting ? upload(user, request, now) : state(user, request, now);
    if (request.path == metadata_path && posting) return describe(user, request, now);
    return std::nullopt;
}

// X refuses fields that it does not know.
Response XMediaStore::upload(const std::string& user, const Request& request, model::WallTime now) {
    const auto parts = parse_multipart(request);
    if (!parts) return refused("media", "");
    for (const auto& part : *parts) {
        if (part.name != "media" && part.name != "media_category" &&
            part.name != "additional_owners")
            return refused(part.name, part.content.substr(0, 20));
    }
    const auto* media = part_named(*parts, "media");
    const auto* category = part_named(*parts, "media_category");
    if (!media || media->content.empty()) return refused("media", "");
    const bool gif = category && category->content == "tweet_gif";
    if (!category || (!gif && category->content != "tweet_image"))
        return refused("media_category", category ? category->content : "");
    const auto is_gif = media->content.starts_with("GIF8");
    if (is_gif != gif) return refused("media_category", category->content);
    if (media->content.size() > (gif ? 15 : 5) * megabytes)
        return refused("media", "File size exceeds the limit");
    ++uploads_;
    const auto id = std::to_string(first_media_id + uploads_);
    Item item{
        user,
        {gif ? "animated_gif" : "photo", "https://pbs.example/media/" + id, "", media->content},
        now + options_.media_lifetime,
        options_.media_polls};
    const auto body = shown(id, item, now);
    items_[id] = std::move(item);
    return json_response(body);
}

std::string XMediaStore::shown(const std::string& id, const Item& item, model::WallTime now) const {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(item.good_until - now);
    json data{{"id", id},
              {"media_key", "3_" + id},
              {"size", item.media.content.size()},
              {"expires_after_secs", left.count()}};
    if (options_.media_polls > 0) {
        data["processing_info"] = {{"state", item.unfinished > 0 ? "in_progress" : "succeeded"}};
        if (item.unfinished > 0) data["processing_info"]["check_after_secs"] = 1;
    }
    return json{{"data", data}}.dump();
}

Response XMediaStore::state(const std::string& user, const Request& request, model::WallTime now) {
    const auto id = request.parameter("media_id").value_or("");
    auto* item = find(user, id, now);
    if (!item) return refused("media_id", id);
    if (item->unfinished > 0) --item->unfinished;
    return json_response(shown(id, *item, now));
}

Response XMediaStore::describe(const std::string& user, const Request& request,
                               model::WallTime now) {
    const auto body = json::parse(request.body, nullptr, false);
    const auto id = body.is_object() ? body.value("id", "") : "";
    auto* item = find(user, id, now);
    if (!item) return refused("id", id);
    const auto alt = body.value("/metadata/alt_text/text"_json_pointer, "");
    if (alt.empty() || text::count_code_points(alt) > longest_alt)
        return refused("metadata.alt_text.text", alt.substr(0, 20));
    item->media.alt = alt;
    return json_answer(
        {{"data", {{"id", id}, {"associated_metadata", {{"alt_text", {{"text", alt}}}}}}}});
}

XMediaStore::Item* XMediaStore::find(const std::string& user, const std::string& id,
                                     model::WallTime now) {
    const auto found = items_.find(id);
    const bool good =
        found != items_.end() && found->second.user == user && found->second.good_until > now;
    return good ? &found->second : nullptr;
}

std::optional<std::string> XMediaStore::refusal(const std::string& user,
                                                const std::vector<std::string>& ids,
                                                model::WallTime now) {
    constexpr std::size_t most = 4;
    if (forgotten_ < options_.forgets_media) {
        ++forgotten_;
        items_.clear();
    }
    if (ids.empty() || ids.size() > most) return "There must be one to four media IDs.";
    for (const auto& id : ids) {
        const auto found = items_.find(id);
        if (found == items_.end() || found->second.user != user ||
            found->second.good_until <= now || found->second.unfinished > 0)
            return "Your media IDs are invalid.";
        if (found->second.media.type != "photo" && ids.size() > 1)
            return "A GIF cannot be attached beside other media.";
    }
    return std::nullopt;
}

std::vector<XMedia> XMediaStore::attach(const std::vector<std::string>& ids) const {
    std::vector<XMedia> attached;
    for (const auto& id : ids) attached.push_back(items_.at(id).media);
    return attached;
}

}  // namespace glossd::bench
