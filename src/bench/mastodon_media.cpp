#include "bench/mastodon_media.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr int first_attachment_id = 9001;

}  // namespace

json attachment_json(const Attachment& attachment, bool finished) {
    const auto url = "https://files.example/" + attachment.id;
    return {
        {"id", attachment.id},
        {"type", "image"},
        {"url", finished ? json(url) : json()},
        {"preview_url", finished ? json(url) : json()},
        {"description", attachment.description.empty() ? json() : json(attachment.description)}};
}

Response MastodonMedia::upload(const std::string& account, const Request& request, bool waits) {
    const auto parts = parse_multipart(request);
    const auto* file = parts ? part_named(*parts, "file") : nullptr;
    if (!file || file->file_name.empty())
        return refuse_(422, "Validation failed: File can't be blank");
    const auto& types = options_.media_types;
    if (std::find(types.begin(), types.end(), file->content_type) == types.end())
        return refuse_(422, "Validation failed: File content type is invalid");
    if (file->content.size() > options_.image_size_limit)
        return refuse_(422, "Validation failed: File file size must be less than 16 MB");
    const auto* description = part_named(*parts, "description");
    const auto alt = description ? description->content : std::string();
    if (text::count_code_points(alt) > options_.description_limit)
        return refuse_(422, "Validation failed: Description is too long");
    ++uploads_;
    Item item{account,
              {std::to_string(first_attachment_id + static_cast<int>(items_.size())),
               file->content_type, alt, file->content},
              waits ? 0 : options_.media_polls,
              false};
    const bool finished = item.unfinished == 0;
    const auto& kept = items_[item.attachment.id] = item;
    return json_response(attachment_json(kept.attachment, finished).dump(), finished ? 200 : 202);
}

Response MastodonMedia::show(const std::string& account, const std::string& id) {
    const auto found = items_.find(id);
    if (options_.snac || !find(account, id)) return refuse_(404, "Record not found");
    auto& item = found->second;
    if (item.unfinished > 0) --item.unfinished;
    const bool finished = item.unfinished == 0;
    return json_response(attachment_json(item.attachment, finished).dump(), finished ? 200 : 206);
}

const MastodonMedia::Item* MastodonMedia::find(const std::string& account,
                                               const std::string& id) const {
    const auto found = items_.find(id);
    const bool own = found != items_.end() && found->second.account == account;
    return own ? &found->second : nullptr;
}

std::optional<std::string> MastodonMedia::refusal(const std::string& account,
                                                  const std::vector<std::string>& ids) {
    constexpr std::size_t most = 4;
    if (!ids.empty() && forgotten_ < options_.forgets_media) {
        ++forgotten_;
        forget_unattached();
    }
    if (ids.size() > most) return "Validation failed: Cannot attach more than 4 files";
    for (const auto& id : ids) {
        const auto* item = find(account, id);
        if (!item || item->attached)
            return fmt::format("Media {} not found or already attached to another post", id);
        if (item->unfinished > 0)
            return "Cannot attach files that have not finished processing. Try again in a moment!";
    }
    return std::nullopt;
}

std::vector<Attachment> MastodonMedia::attach(const std::vector<std::string>& ids) {
    std::vector<Attachment> attached;
    for (const auto& id : ids) {
        auto& item = items_.at(id);
        item.attached = true;
        attached.push_back(item.attachment);
    }
    return attached;
}

void MastodonMedia::forget_unattached() {
    for (auto& [id, item] : items_) {
        if (!item.attached) item.account.clear();  // nobody's
    }
}

}  // namespace glossd::bench
