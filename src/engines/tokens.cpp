#include "engines/tokens.hpp"

#include "engines/tags.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace glossd::engines {

namespace {

constexpr double tokens_a_tag = 3;
constexpr double tokens_an_item = 9;  // {"id":"k7","t":""},

struct Script {
    char32_t first;
    char32_t last;
    double tokens;  // per code point
};

// First match wins; what no row covers is `other_tokens`.
constexpr std::array<Script, 13> script_costs{{
    {U'a', U'z', 0.25},
    {U'A', U'Z', 0.25},
    {U' ', U' ', 0.0},  // part of the word behind it
    {0x0000, 0x00BF, 0.4},
    {0x00C0, 0x024F, 0.35},  // Latin with marks
    {0x0370, 0x03FF, 0.42},  // Greek
    {0x0400, 0x052F, 0.36},  // Cyrillic
    {0x0590, 0x08FF, 0.42},  // Hebrew, Arabic
    {0x0900, 0x0EFF, 0.45},  // Indic, Thai, Lao
    {0xAC00, 0xD7AF, 0.6},   // Hangul
    {0x2600, 0x27BF, 2.5},   // symbols used as emoji
    {0x2E80, 0xA4CF, 0.75},  // kana, han
    {0x1F000, 0x1FAFF, 2.5},
}};
constexpr double other_tokens = 0.5;

double tokens_of(char32_t point) {
    const auto found = std::find_if(
        script_costs.begin(), script_costs.end(),
        [&](const Script& script) { return point >= script.first && point <= script.last; });
    return found == script_costs.end() ? other_tokens : found->tokens;
}

// The code point at the front, taken off the text; a stray byte is a point of its own.
char32_t take_point(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    const auto present = std::min(size, text.size());
    for (std::size_t i = 1; i < present; ++i) {
        point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    text.remove_prefix(present);
    return point;
}

double plain_tokens(std::string_view text) {
    double tokens = 0;
    while (!text.empty()) tokens += tokens_of(take_point(text));
    return tokens;
}

// Tokens of a text per token of the same text in English.
struct Ratio {
    std::string_view language;
    double to_english;
};
constexpr std::array<Ratio, 41> ratios{{
    {"ar", 1.5}, {"bg", 1.7}, {"bn", 1.9}, {"ca", 1.4}, {"cs", 1.9}, {"de", 1.4}, {"el", 2.2},
    {"en", 1.0}, {"es", 1.3}, {"fa", 1.5}, {"fi", 2.2}, {"fr", 1.4}, {"gl", 1.4}, {"he", 1.6},
    {"hi", 1.6}, {"hr", 1.9}, {"hu", 2.2}, {"id", 1.3}, {"it", 1.4}, {"ja", 1.7}, {"kk", 1.8},
    {"ko", 1.5}, {"nl", 1.4}, {"no", 1.6}, {"nb", 1.6}, {"da", 1.6}, {"pl", 1.9}, {"pt", 1.3},
    {"ro", 1.7}, {"ru", 1.5}, {"sk", 1.9}, {"sl", 1.9}, {"sr", 1.8}, {"sv", 1.6}, {"ta", 2.2},
    {"th", 1.8}, {"tr", 2.0}, {"uk", 1.7}, {"ur", 1.5}, {"vi", 1.6}, {"zh", 1.3},
}};

double to_english(const model::Language& language) {
    constexpr double unmeasured = 2.0;
    if (language.empty()) return 1;
    const auto found = std::find_if(ratios.begin(), ratios.end(), [&](const Ratio& ratio) {
        return ratio.language == language.primary();
    });
    return found == ratios.end() ? unmeasured : found->to_english;
}

double masked_tokens(std::string_view masked) {
    double tokens = 0;
    for (const auto& piece : split_masks(masked)) {
        const auto* text = std::get_if<std::string>(&piece);
        tokens += text ? plain_tokens(*text) : tokens_a_tag;
    }
    return tokens;
}

// `drafts` are only read; `text` comes back in the other language.
TokenEstimate wrapped(double text, double drafts, std::size_t items, const model::Language& from,
                      const model::Language& to) {
    const double wrapping = static_cast<double>(items) * (tokens_an_item + tokens_a_tag);
    const double growth = to_english(to) / to_english(from);
    return {static_cast<std::int64_t>(std::ceil(text + drafts + wrapping)),
            static_cast<std::int64_t>(std::ceil(text * growth + wrapping))};
}

}  // namespace

std::int64_t estimate_tokens(std::string_view text) {
    return static_cast<std::int64_t>(std::ceil(masked_tokens(text)));
}

TokenEstimate estimate_tokens(std::string_view masked, const model::Language& from,
                              const model::Language& to) {
    return wrapped(masked_tokens(masked), 0, 1, from, to);
}

TokenEstimate estimate_tokens(const Batch& batch) {
    double text = 0;
    double drafts = 0;
    for (const auto& item : batch.items) {
        text += masked_tokens(item.text.text);
        drafts += masked_tokens(item.draft);
    }
    return wrapped(text, drafts, batch.items.size(), batch.from, batch.to);
}

}  // namespace glossd::engines
