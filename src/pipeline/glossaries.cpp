#include "pipeline/glossaries.hpp"

#include "config/glossary_pair.hpp"

#include <utility>

namespace glossd::pipeline {

Glossaries::Glossaries(std::vector<config::GlossarySettings> glossaries)
    : glossaries_(std::move(glossaries)) {}

const text::TermIndex& Glossaries::between(const model::Language& from, const model::Language& to) {
    static const text::TermIndex none;
    if (glossaries_.empty()) return none;
    const auto [found, fresh] = indices_.try_emplace({from, to});
    if (!fresh) return found->second;
    std::vector<model::Term> terms;
    for (const auto& glossary : glossaries_) {
        if (!config::is_for(glossary, from, to)) continue;
        terms.insert(terms.end(), glossary.terms.begin(), glossary.terms.end());
    }
    found->second = text::TermIndex(std::move(terms));
    return found->second;
}

}  // namespace glossd::pipeline
