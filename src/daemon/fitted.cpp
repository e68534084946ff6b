#include "daemon/fitted.hpp"

#include "daemon/blocking.hpp"
#include "monitor/log.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/pictures.hpp"
#include "publishers/table.hpp"
#include "publishers/uploads.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds facts_patience{10};

std::vector<FittedImage> images_of(const publishers::Draft& draft,
                                   const config::TargetSettings& target) {
    const auto rule =
        target.attach_media ? publishers::usual_media(target.type) : publishers::MediaRule{};
    std::vector<FittedImage> images;
    for (const auto& one : pipeline::candidates(0, draft.media, rule).images) {
        const auto alt = draft.media[one.place].alt.value_or("");
        images.push_back({one.address, publishers::cut_alt(alt, rule.longest_alt)});
    }
    return images;
}

}  // namespace

model::Result<std::vector<FittedPart>> fit_for(
    const model::Post& post, const std::string& source,
    const std::vector<model::TranslatedSegment>& segments, const config::TargetSettings& target,
    const text::LengthRule& length) {
    auto drafts = pipeline::compose(post, source, segments, target, length);
    if (!drafts) return tl::make_unexpected(drafts.error());
    std::vector<FittedPart> parts;
    for (const auto& draft : *drafts) {
        const auto counted =
            text::count(length, draft.text) + text::count(length, draft.content_warning);
        parts.push_back({draft.text, counted, length.limit, images_of(draft, target)});
    }
    return parts;
}

text::LengthRule length_of(const config::TargetSettings& target) {
    const auto usual = publishers::usual_length(target.type);
    if (target.type == "x") return usual;  // the same for all, and asking costs
    auto publisher = publishers::make_publisher(target);
    const auto* account = publisher ? std::get_if<publishers::PublisherPtr>(&*publisher) : nullptr;
    if (!account) return usual;
    const auto facts = account_facts_now(**account, facts_patience);
    if (facts) return facts->length;
    monitor::log(monitor::Level::warning, "target {}: {}; its usual limit is used", target.name,
                 facts.error().message);
    return usual;
}

std::string to_text(const FittedPart& part) {
    auto text = part.text + "\n";
    for (const auto& image : part.images) {
        text +=
            fmt::format("image {}{}{}\n", image.address, image.alt.empty() ? "" : ": ", image.alt);
    }
    return text + (part.limit > 0 ? fmt::format("[{} of {}]\n", part.length, part.limit)
                                  : fmt::format("[{}]\n", part.length));
}

nlohmann::ordered_json to_json(const std::vector<FittedPart>& parts) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& part : parts) {
        list.push_back({{"text", part.text}, {"length", part.length}, {"limit", part.limit}});
        for (const auto& image : part.images)
            list.back()["images"].push_back({{"url", image.address}, {"alt", image.alt}});
    }
    return list;
}

}  // namespace glossd::daemon
