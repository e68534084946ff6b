#include "publishers/uploads.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers {

using model::Duration;
using model::Outcome;
using model::OutcomeKind;
using model::WallTime;
using namespace std::chrono_literals;
using Step = Upload::Step;

namespace {

constexpr std::array<const char*, 5> step_names{"wanted", "processing", "undescribed", "ready",
                                                "dropped"};

constexpr int most_tries = 8;  // of one call: pauses of 1, 2, 4 ... 64 seconds
constexpr int most_waits = 30;
constexpr Duration longest_wait = 15s;  // between two questions, unless the service says otherwise
constexpr Duration longest_told = 5min;

// An id that ends so soon may be gone by the time the post arrives.
constexpr std::chrono::minutes margin{5};

Step step_of(const std::string& name) {
    const auto* found = std::find(step_names.begin(), step_names.end(), name);
    return found == step_names.end() ? Step::wanted : static_cast<Step>(found - step_names.begin());
}

Upload item_of(const Json& json) {
    Upload item{step_of(string_at(json, "step")), string_at(json, "id"), std::nullopt};
    if (const auto time = number_at(json, "good_until"))
        item.good_until = WallTime(Duration(*time));
    return item;
}

bool has_expired(const Upload& item, const SendPart& part) {
    return item.step != Step::dropped && item.good_until && part.attempt_started &&
           *item.good_until - margin <= *part.attempt_started;
}

std::string ending_of(const std::string& type) {
    if (type == "image/jpeg") return ".jpg";
    const auto slash = type.find('/');
    return slash == std::string::npos ? "" : "." + type.substr(slash + 1);
}

Duration doubled(int times, Duration most) {
    return std::min<Duration>(most, 1s * (1 << std::clamp(times, 0, 20)));
}

}  // namespace

OrderedJson images_json(const std::vector<Image>& images) {
    auto list = OrderedJson::array();
    for (const auto& image : images) {
        list.push_back({{"file", image.file},
                        {"url", image.address},
                        {"type", image.type},
                        {"alt", image.alt}});
    }
    return list;
}

std::vector<Image> images_of(const SendPart& part) {
    // Most parts have none, and a payload is read several times on its way.
    if (part.payload.find("\"images\"") == std::string::npos) return {};
    const auto payload = parse_json(part.payload);
    std::vector<Image> images;
    for (const auto& image : member(payload, "images")) {
        images.push_back({string_at(image, "file"), string_at(image, "url"),
                          string_at(image, "type"), string_at(image, "alt")});
    }
    return images;
}

Uploads Uploads::of(const SendPart& part, const Progress& progress) {
    Uploads uploads;
    uploads.images = images_of(part);
    const auto json = parse_json(progress.state);
    uploads.tries = static_cast<int>(number_at(json, "tries").value_or(0));
    uploads.refusals = static_cast<int>(number_at(json, "refusals").value_or(0));
    uploads.former_address = member(json, "former_address") == Json(true);
    for (const auto& item : member(json, "items")) uploads.items.push_back(item_of(item));
    uploads.items.resize(uploads.images.size());
    for (auto& item : uploads.items) {
        if (has_expired(item, part)) item = {};
    }
    return uploads;
}

Progress Uploads::progress(std::string note, Duration pause) const {
    OrderedJson json;
    json["items"] = OrderedJson::array();
    for (const auto& item : items) {
        OrderedJson one{{"step", step_names[static_cast<std::size_t>(item.step)]}, {"id", item.id}};
        if (item.good_until) one["good_until"] = item.good_until->time_since_epoch().count();
        json["items"].push_back(std::move(one));
    }
    json["tries"] = tries;
    json["refusals"] = refusals;
    json["former_address"] = former_address;
    return {write_json(json), std::move(note), pause};
}

std::optional<std::size_t> Uploads::current() const {
    const auto open = std::find_if(items.begin(), items.end(), [](const Upload& item) {
        return item.step != Step::ready && item.step != Step::dropped;
    });
    if (open == items.end()) return std::nullopt;
    return static_cast<std::size_t>(open - items.begin());
}

std::vector<std::string> Uploads::ids() const {
    std::vector<std::string> ids;
    for (const auto& item : items) {
        if (item.step == Step::ready) ids.push_back(item.id);
    }
    return ids;
}

Progress Uploads::moved(std::size_t at, Upload item) {
    items[at] = std::move(item);
    tries = 0;
    return progress();
}

Progress Uploads::anew(std::string note) {
    for (auto& item : items) {
        if (item.step != Step::dropped) item = {};
    }
    tries = 0;
    ++refusals;
    return progress(std::move(note));
}

std::optional<Progress> Uploads::waits(std::optional<Duration> told) {
    if (++tries > most_waits) return std::nullopt;
    const auto own = doubled(tries - 1, longest_wait);
    return progress({}, told ? std::clamp<Duration>(*told, 1s, longest_told) : own);
}

Sent Uploads::broken(std::size_t at, const std::string& why, config::OnMediaError policy) {
    if (++tries >= most_tries) return refused(at, why, policy);
    const auto pause = doubled(tries - 1, longest_told);
    return progress(
        fmt::format("the upload of {} will be tried again: {}", images[at].address, why), pause);
}

Sent Uploads::refused(std::size_t at, const std::string& why, config::OnMediaError policy) {
    const auto& address = images[at].address;
    if (policy == config::OnMediaError::hold) {
        return Outcome{OutcomeKind::rejected,
                       fmt::format("the image {} was not taken: {}", address, why), std::nullopt};
    }
    items[at] = {Step::dropped, {}, std::nullopt};
    tries = 0;
    return progress(fmt::format("published without the image {}: {}", address, why));
}

std::vector<Image> images_wanted(const SendPart& part, const Progress& progress) {
    const auto uploads = Uploads::of(part, progress);
    std::vector<Image> wanted;
    for (std::size_t i = 0; i < uploads.items.size(); ++i) {
        if (uploads.items[i].step == Step::wanted) wanted.push_back(uploads.images[i]);
    }
    return wanted;
}

Progress without_images(const SendPart& part, const Progress& progress,
                        const std::vector<std::string>& files) {
    auto uploads = Uploads::of(part, progress);
    for (std::size_t i = 0; i < uploads.items.size(); ++i) {
        const bool gone =
            std::find(files.begin(), files.end(), uploads.images[i].file) != files.end();
        if (gone) uploads.items[i] = {Step::dropped, {}, std::nullopt};
    }
    return uploads.progress();
}

bool only_uploading(const SendPart& part, const Progress& progress) {
    return Uploads::of(part, progress).current().has_value();
}

model::FormField file_field(const SendPart& part, const std::string& name, const Image& image) {
    return {.name = name,
            .path = part.folder + "/" + image.file,
            .file_name = "image" + ending_of(image.type),
            .content_type = image.type};
}

std::string cut_alt(const std::string& alt, std::size_t limit) {
    if (limit == 0 || text::count_code_points(alt) <= limit) return alt;
    std::size_t end = 0;
    for (std::size_t kept = 0; kept + 1 < limit; ++kept) {
        end += text::code_point_at(alt, end).size;
    }
    return alt.substr(0, end) + "…";
}

}  // namespace glossd::publishers
