#include "pipeline/languages.hpp"

#include "config/find.hpp"
#include "text/mask.hpp"

#include <string_view>

namespace glossd::pipeline {

namespace {

// More than the outboxes of a few targets hold; what is forgotten is looked at again.
constexpr std::size_t most_remembered = 1024;

// As written, else as the region writes it: Chinese is the language where that matters.
std::string_view script_of(const model::Language& language) {
    if (!language.script().empty() || language.primary() != "zh") return language.script();
    const auto region = language.region();
    return region == "TW" || region == "HK" || region == "MO" ? "Hant" : "Hans";
}

}  // namespace

text::LanguageDecision decide_language(const config::Config& config,
                                       const store::StoredPost& post) {
    const auto* source = config::find_source(config, post.source);
    const auto setting = source ? source->language : model::Language{};
    const auto tag = model::Language::parse(post.post.language).value_or(model::Language{});
    const auto words = text::outside_spans(post.post.title + "\n" + post.post.text);
    return text::decide_language(setting, tag, words);
}

model::Language language_of(const config::Config& config, const store::StoredPost& post) {
    return decide_language(config, post).language;
}

model::Language LanguageMemory::of(const std::shared_ptr<const store::StoredPost>& post) {
    if (const auto known = known_.find(post); known != known_.end()) return known->second;
    if (known_.size() >= most_remembered) known_.clear();
    return known_.emplace(post, language_of(config_, *post)).first->second;
}

bool same_language(const model::Language& from, const model::Language& to) {
    if (from.primary() != to.primary()) return false;
    const auto written = script_of(from);
    return written.empty() || script_of(to).empty() || written == script_of(to);
}

}  // namespace glossd::pipeline
