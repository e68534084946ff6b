#include "engines/language_codes.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::Language;
using model::Result;

// Sorted, for binary search.
constexpr std::array<std::string_view, 114> deepl_languages{
    "ace", "af",  "an", "ar",  "as", "ay",  "az",  "ba", "be", "bg", "bho", "bn", "br", "bs", "ca",
    "ceb", "ckb", "cs", "cy",  "da", "de",  "el",  "en", "eo", "es", "et",  "eu", "fa", "fi", "fr",
    "ga",  "gl",  "gn", "gom", "gu", "ha",  "he",  "hi", "hr", "ht", "hu",  "hy", "id", "ig", "is",
    "it",  "ja",  "jv", "ka",  "kk", "kmr", "ko",  "ky", "la", "lb", "lmo", "ln", "lt", "lv", "mai",
    "mg",  "mi",  "mk", "ml",  "mn", "mr",  "ms",  "mt", "my", "nb", "ne",  "nl", "oc", "om", "pa",
    "pag", "pam", "pl", "prs", "ps", "pt",  "qu",  "ro", "ru", "sa", "scn", "sk", "sl", "sq", "sr",
    "st",  "su",  "sv", "sw",  "ta", "te",  "tg",  "th", "tk", "tl", "tn",  "tr", "ts", "tt", "uk",
    "ur",  "uz",  "vi", "wo",  "xh", "yi",  "yue", "zh", "zu"};

// Macrolanguages and withdrawn tags, to what services call them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> old_tags{{
    {"no", "nb"},
    {"iw", "he"},
    {"in", "id"},
    {"ji", "yi"},
    {"fil", "tl"},
    {"jw", "jv"},
    {"mo", "ro"},
}};

// The script services write, for languages that are written in more than one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> usual_scripts{{
    {"az", "Latn"},
    {"bs", "Latn"},
    {"ckb", "Arab"},
    {"kk", "Cyrl"},
    {"kmr", "Latn"},
    {"ky", "Cyrl"},
    {"mn", "Cyrl"},
    {"ms", "Latn"},
    {"pa", "Guru"},
    {"sr", "Cyrl"},
    {"tg", "Cyrl"},
    {"uz", "Latn"},
}};

template <class Pairs>
std::string_view lookup(const Pairs& pairs, std::string_view key, std::string_view otherwise) {
    const auto found =
        std::find_if(pairs.begin(), pairs.end(), [&](const auto& p) { return p.first == key; });
    return found == pairs.end() ? otherwise : found->second;
}

std::string upper(std::string_view text) {
    std::string raised(text);
    for (auto& c : raised) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return raised;
}

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (auto& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
}

Result<std::string_view> deepl_language(const Language& language) {
    const auto code = lookup(old_tags, language.primary(), language.primary());
    if (!std::binary_search(deepl_languages.begin(), deepl_languages.end(), code)) {
        return model::fail(ErrorKind::unsupported,
                           fmt::format("DeepL does not know the language \"{}\"", language.tag()));
    }
    const auto script = language.script();
    if (code != "zh" && !is_usual_script(code, script)) {
        return model::fail(
            ErrorKind::unsupported,
            fmt::format("DeepL writes \"{}\" in another script than \"{}\"", code, script));
    }
    return code;
}

std::string english_target(std::string_view region) {
    const bool american = region.empty() || region == "US" || region == "CA" || region == "PH";
    return american ? "EN-US" : "EN-GB";
}

}  // namespace

std::string current_code(const Language& language) {
    return std::string(lookup(old_tags, language.primary(), language.primary()));
}

bool is_usual_script(std::string_view code, std::string_view script) {
    return script.empty() || script == lookup(usual_scripts, code, script);
}

bool is_traditional_chinese(const Language& language) {
    if (!language.script().empty()) return language.script() == "Hant";
    const auto region = language.region();
    return region == "TW" || region == "HK" || region == "MO";
}

Result<std::string> deepl_source(const Language& language) {
    return deepl_language(language).map(upper);
}

Result<std::string> deepl_target(const Language& language) {
    const auto code = deepl_language(language);
    if (!code) return tl::make_unexpected(code.error());
    const auto region = language.region();
    if (*code == "en") return english_target(region);
    if (*code == "pt") return std::string(region.empty() || region == "BR" ? "PT-BR" : "PT-PT");
    if (*code == "es") return std::string(region.empty() || region == "ES" ? "ES" : "ES-419");
    if (*code == "zh") return std::string(is_traditional_chinese(language) ? "ZH-HANT" : "ZH-HANS");
    return upper(*code);
}

std::string libretranslate_code(const Language& language) {
    if (language.primary() == "zh") return is_traditional_chinese(language) ? "zh-Hant" : "zh-Hans";
    if (language.primary() == "pt" && language.region() == "BR") return "pt-BR";
    return current_code(language);
}

bool same_libretranslate_code(std::string_view a, std::string_view b) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> aliases{{
        {"zh", "zh-hans"},
        {"zt", "zh-hant"},
        {"pb", "pt-br"},
    }};
    const auto left = lower(a);
    const auto right = lower(b);
    return lookup(aliases, left, left) == lookup(aliases, right, right);
}

}  // namespace glossd::engines
