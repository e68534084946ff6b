#include "config/checks.hpp"
#include "config/glossary_pair.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

namespace glossd::config {

namespace {

// The types of the engines that any route names for this target.
std::set<std::string> engine_types(const Config& config, const std::string& target) {
    std::set<std::string> names;
    for (const auto& route : config.routes) {
        if (std::find(route.targets.begin(), route.targets.end(), target) != route.targets.end())
            names.insert(route.engines.begin(), route.engines.end());
    }
    std::set<std::string> types;
    for (const auto& engine : config.engines) {
        if (names.count(engine.name)) types.insert(engine.type);
    }
    return types;
}

void check_tone(const Config& config, const TargetSettings& target, Report& report) {
    const auto types = engine_types(config, target.name);
    if (types.empty()) return;
    const bool model = types.count("openai") || types.count("gemini") || types.count("anthropic");
    const auto warn = [&](const char* key, const char* who) {
        report.warn(target.place, fmt::format("target.{}.{}", target.name, key),
                    fmt::format("no engine of its routes heeds it; {}", who));
    };
    const auto& tone = target.tone;
    if (!model && !tone.audience.empty()) warn("audience", "language models do");
    if (!model && !tone.instruction.empty()) warn("instruction", "language models do");
    const bool formality = model || types.count("deepl");
    if (!formality && tone.formality != model::Formality::usual)
        warn("formality", "language models and DeepL do");
}

bool has_glossary(const Config& config, const TargetSettings& target) {
    return std::any_of(config.glossaries.begin(), config.glossaries.end(),
                       [&](const auto& glossary) { return is_for(glossary, {}, target.language); });
}

}  // namespace

void check_manner(const Config& config, Report& report) {
    for (const auto& target : config.targets) {
        check_tone(config, target, report);
        if (target.hashtags != model::Hashtags::glossary || has_glossary(config, target)) continue;
        report.warn(target.place, fmt::format("target.{}.hashtags", target.name),
                    "there is no [[glossary]] for this language, so every tag stays as it is");
    }
    for (const auto& glossary : config.glossaries) {
        const bool used =
            std::any_of(config.targets.begin(), config.targets.end(),
                        [&](const auto& target) { return is_for(glossary, {}, target.language); });
        if (used) continue;
        report.warn(
            glossary.place, fmt::format("glossary.{}.to", glossary.name),
            fmt::format("no target speaks \"{}\": its terms are never used", glossary.to.tag()));
    }
}

}  // namespace glossd::config
