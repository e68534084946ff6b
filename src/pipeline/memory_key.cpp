#include "pipeline/memory_key.hpp"

#include "model/delivery.hpp"
#include "text/hash.hpp"

namespace glossd::pipeline {

namespace {

// Enough of a hash to tell apart what one text is asked for.
constexpr std::size_t manner_bytes = 8;

std::string manner_of(const model::Tone& heeded, const std::vector<model::Term>& terms) {
    std::vector<std::string> fields{std::to_string(static_cast<int>(heeded.formality)),
                                    heeded.audience, heeded.instruction};
    for (const auto& term : terms) {
        fields.push_back(term.text);
        fields.push_back(term.translation);
        fields.push_back(std::to_string(static_cast<int>(term.letter_case)));
        fields.push_back(text::sha256_fields({term.also.begin(), term.also.end()}));
    }
    return text::to_hex(
        text::sha256_fields({fields.begin(), fields.end()}).substr(0, manner_bytes));
}

}  // namespace

std::string style_of(const engines::Engine& engine, const engines::Engine* verifier,
                     const model::Tone& tone, const std::vector<model::Term>& terms) {
    auto style = engine.style();
    if (verifier) style += "/verified/" + verifier->style();
    const auto heeded = engine.heeded(tone);
    if (heeded != model::Tone() || !terms.empty()) style += "/manner/" + manner_of(heeded, terms);
    return style;
}

std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit) {
    if (limit == 0) return text::sha256_fields({masked.text, from.tag(), to.tag(), style});
    return text::sha256_fields({masked.text, from.tag(), to.tag(), style, std::to_string(limit)});
}

std::string by_hand_key(const model::MaskedText& masked, const model::Language& from,
                        const model::Language& to) {
    return memory_key(masked, from, to, model::by_hand);
}

}  // namespace glossd::pipeline
