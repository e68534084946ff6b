#include "pipeline/memory_key.hpp"

#include "text/hash.hpp"

#include <string_view>

namespace glossd::pipeline {

std::string manner_key(const model::Tone& heeded, const std::vector<model::Term>& terms) {
    if (heeded == model::Tone() && terms.empty()) return "";
    std::vector<std::string> fields{std::to_string(static_cast<int>(heeded.formality)),
                                    heeded.audience, heeded.instruction};
    for (const auto& term : terms) {
        fields.push_back(term.text);
        fields.push_back(term.translation);
        fields.push_back(std::to_string(static_cast<int>(term.letter_case)));
        fields.push_back(text::sha256_fields({term.also.begin(), term.also.end()}));
    }
    return text::sha256_fields({fields.begin(), fields.end()});
}

std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit,
                       const std::string& manner) {
    const auto longest = std::to_string(limit);
    std::vector<std::string_view> fields{masked.text, from.tag(), to.tag(), style};
    if (limit > 0 || !manner.empty()) fields.push_back(longest);
    if (!manner.empty()) fields.push_back(manner);
    return text::sha256_fields(fields);
}

std::string memory_key(const Wish& wish, const text::GlossedText& text,
                       const engines::Engine& engine) {
    return memory_key(text.masked, wish.from, wish.to, engine.style(), wish.limit,
                      manner_key(engine.heeded(wish.tone), text.terms()));
}

}  // namespace glossd::pipeline
