#include "pipeline/languages.hpp"

#include <string_view>

namespace glossd::pipeline {

namespace {

// As written, else as the region writes it: Chinese is the language where that matters.
std::string_view script_of(const model::Language& language) {
    if (!language.script().empty() || language.primary() != "zh") return language.script();
    const auto region = language.region();
    return region == "TW" || region == "HK" || region == "MO" ? "Hant" : "Hans";
}

}  // namespace

model::Language language_of(const config::Config& config, const store::StoredPost& post) {
    for (const auto& source : config.sources) {
        if (source.name == post.source && !source.language.empty()) return source.language;
    }
    return model::Language::parse(post.post.language).value_or(model::Language{});
}

bool same_language(const model::Language& from, const model::Language& to) {
    if (from.primary() != to.primary()) return false;
    const auto written = script_of(from);
    return written.empty() || script_of(to).empty() || written == script_of(to);
}

}  // namespace glossd::pipeline
