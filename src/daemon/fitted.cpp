#include "daemon/fitted.hpp"

#include "daemon/blocking.hpp"
#include "monitor/log.hpp"
#include "pipeline/compose.hpp"
#include "publishers/table.hpp"

#include <nlohmann/json.hpp>

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds patience{10};

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
        parts.push_back({draft.text, counted, length.limit});
    }
    return parts;
}

text::LengthRule length_of(const config::TargetSettings& target) {
    const auto usual = publishers::usual_length(target.type);
    if (target.type == "x") return usual;  // the same for all, and asking costs
    auto publisher = publishers::make_publisher(target);
    const auto* account = publisher ? std::get_if<publishers::PublisherPtr>(&*publisher) : nullptr;
    if (!account) return usual;
    const auto facts = account_facts_now(**account, patience);
    if (facts) return facts->length;
    monitor::log(monitor::Level::warning, "target {}: {}; its usual limit is used", target.name,
                 facts.error().message);
    return usual;
}

nlohmann::ordered_json to_json(const std::vector<FittedPart>& parts) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& part : parts) {
        list.push_back({{"text", part.text}, {"length", part.length}, {"limit", part.limit}});
    }
    return list;
}

}  // namespace glossd::daemon
