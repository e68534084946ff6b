#include "text/language_id.hpp"

#include "text/close_languages.hpp"
#include "text/function_words.hpp"
#include "text/script.hpp"

#include <algorithm>
#include <array>
#include <cstdio>  // the header of CLD2 lacks it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace glossd::text {

namespace {

constexpr std::size_t fewest_letters_for_script = 10;
constexpr std::size_t fewest_letters_to_object = 40;
constexpr double likely = 0.6;
constexpr double very_sure = 0.95;

model::Language language_named(std::string_view tag) {
    return model::Language::parse(tag).value_or(model::Language{});
}

struct DecidingScript {
    Script script;
    std::string_view language;
};

constexpr auto deciding_scripts = std::to_array<DecidingScript>({
    {Script::greek, "el"},
    {Script::armenian, "hy"},
    {Script::hebrew, "he"},
    {Script::gurmukhi, "pa"},
    {Script::gujarati, "gu"},
    {Script::oriya, "or"},
    {Script::tamil, "ta"},
    {Script::telugu, "te"},
    {Script::kannada, "kn"},
    {Script::malayalam, "ml"},
    {Script::sinhala, "si"},
    {Script::thai, "th"},
    {Script::lao, "lo"},
    {Script::myanmar, "my"},
    {Script::georgian, "ka"},
    {Script::hangul, "ko"},
    {Script::khmer, "km"},
});

// The tag of the language whose script nearly all letters are in; empty when scripts do not say.
std::string_view told_by_script(const ScriptCounts& counts) {
    const auto most = counts.letters() * 17 / 20;
    const auto found =
        std::find_if(deciding_scripts.begin(), deciding_scripts.end(),
                     [&](const DecidingScript& one) { return counts.of(one.script) > most; });
    if (found != deciding_scripts.end()) return found->language;
    const auto kana = counts.of(Script::kana);
    const auto han = counts.of(Script::han);
    if (kana + han <= most) return {};
    if (kana * 10 >= kana + han) return "ja";  // Chinese texts quote a kana at most
    return kana == 0 ? "zh" : "";
}

// CLD2 knows more and older names than BCP-47.
std::string_view tag_of(std::string_view code) {
    struct Renamed {
        std::string_view code;
        std::string_view tag;
    };
    constexpr auto renamed = std::to_array<Renamed>({{"iw", "he"}, {"jw", "jv"}, {"in", "id"}});
    const auto found = std::find_if(renamed.begin(), renamed.end(),
                                    [&](const Renamed& one) { return one.code == code; });
    return found == renamed.end() ? code : found->tag;
}

// Enough to tell a language from, and cut where a character ends: CLD2 reads valid UTF-8 only.
std::string_view beginning(std::string_view text) {
    constexpr std::size_t enough = 2048;
    if (text.size() <= enough) return text;
    auto end = enough;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

// Empty unless CLD2 is sure of nearly the whole text.
model::Language told_by_trigrams(std::string_view words) {
    constexpr int nearly_all = 85;  // percent
    constexpr bool plain_text = true;
    const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int letters = 0;
    int valid = 0;
    bool reliable = false;
    const auto found = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        words.data(), static_cast<int>(words.size()), plain_text, &no_hints, 0, languages.data(),
        percents.data(), scores.data(), nullptr, &letters, &reliable, &valid);
    const bool clear = reliable && found == languages[0] && percents[0] >= nearly_all;
    if (!clear || found == CLD2::UNKNOWN_LANGUAGE) return {};
    return language_named(tag_of(CLD2::LanguageCode(found)));
}

// Of another language nobody knows what its texts are taken for.
bool can_be_told(std::string_view primary) {
    const bool by_script =
        std::any_of(deciding_scripts.begin(), deciding_scripts.end(),
                    [&](const DecidingScript& one) { return one.language == primary; });
    return by_script || primary == "ja" || primary == "zh" || has_function_words(primary);
}

}  // namespace

DetectedLanguage detect_language(std::string_view words) {
    const auto text = beginning(words);
    const ScriptCounts counts(text);
    if (counts.letters() < fewest_letters_for_script) return {{}, 0, counts.letters()};
    if (const auto tag = told_by_script(counts); !tag.empty())
        return {language_named(tag), very_sure, counts.letters()};
    const auto language = told_by_trigrams(text);
    if (language.empty()) return {{}, 0, counts.letters()};
    constexpr std::size_t enough_words = 3;
    const bool confirmed =
        count_function_words(text, language.primary(), enough_words) == enough_words;
    return {language, confirmed ? very_sure : likely, counts.letters()};
}

bool reads_as_other(const DetectedLanguage& detected, const model::Language& language) {
    if (detected.confidence < sure || detected.letters < fewest_letters_to_object) return false;
    if (!can_be_told(language.primary())) return false;
    return !are_close(detected.language.primary(), language.primary());
}

}  // namespace glossd::text
