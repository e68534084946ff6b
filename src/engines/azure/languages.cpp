#include "engines/azure/languages.hpp"

#include "engines/language_codes.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines::azure {

namespace {

using model::ErrorKind;
using model::Language;
using model::Result;

// Sorted, for binary search. Those that name a script follow below.
constexpr std::array<std::string_view, 125> codes{
    "af",  "am", "ar",  "as",  "az",  "ba",  "be",  "bg", "bho", "bn", "bo",  "brx", "bs",  "ca",
    "cs",  "cy", "da",  "de",  "doi", "dsb", "dv",  "el", "en",  "es", "et",  "eu",  "fa",  "fi",
    "fil", "fj", "fo",  "fr",  "ga",  "gl",  "gom", "gu", "ha",  "he", "hi",  "hne", "hr",  "hsb",
    "ht",  "hu", "hy",  "id",  "ig",  "ikt", "is",  "it", "iu",  "ja", "ka",  "kk",  "km",  "kmr",
    "kn",  "ko", "ks",  "ku",  "ky",  "ln",  "lo",  "lt", "lug", "lv", "lzh", "mai", "mg",  "mi",
    "mk",  "ml", "mni", "mr",  "ms",  "mt",  "mww", "my", "nb",  "ne", "nl",  "nso", "nya", "or",
    "otq", "pa", "pl",  "prs", "ps",  "pt",  "ro",  "ru", "run", "rw", "sd",  "si",  "sk",  "sl",
    "sm",  "sn", "so",  "sq",  "st",  "sv",  "sw",  "ta", "te",  "th", "ti",  "tk",  "tn",  "to",
    "tr",  "tt", "ty",  "ug",  "uk",  "ur",  "uz",  "vi", "xh",  "yo", "yua", "yue", "zu"};

// Azure's names for languages that BCP-47 calls otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> own_names{{
    {"ckb", "ku"},
    {"lg", "lug"},
    {"ny", "nya"},
    {"rn", "run"},
    {"tl", "fil"},
}};

struct Scripts {
    std::string_view language;
    std::string_view usual;
    std::string_view other;
};

// Languages with a code for each of two scripts.
constexpr std::array<Scripts, 3> scripts{{
    {"mn", "Cyrl", "Mong"},
    {"sr", "Cyrl", "Latn"},
    {"tlh", "Latn", "Piqd"},
}};

Result<std::string> with_script(const Scripts& known, const Language& language) {
    const auto wanted = language.script().empty() ? known.usual : language.script();
    if (wanted == known.usual || wanted == known.other) {
        return fmt::format("{}-{}", known.language, wanted);
    }
    return model::fail(
        ErrorKind::unsupported,
        fmt::format("Azure writes \"{}\" in another script than \"{}\"", known.language, wanted));
}

}  // namespace

Result<std::string> azure_code(const Language& language) {
    auto code = current_code(language);
    if (code == "zh") return std::string(is_traditional_chinese(language) ? "zh-Hant" : "zh-Hans");
    const auto* two = std::find_if(scripts.begin(), scripts.end(),
                                   [&](const Scripts& row) { return row.language == code; });
    if (two != scripts.end()) return with_script(*two, language);
    if (!is_usual_script(code, language.script())) {
        return model::fail(ErrorKind::unsupported,
                           fmt::format("Azure writes \"{}\" in another script than \"{}\"", code,
                                       language.script()));
    }
    const auto* own = std::find_if(own_names.begin(), own_names.end(),
                                   [&](const auto& pair) { return pair.first == code; });
    if (own != own_names.end()) code = own->second;
    if (!std::binary_search(codes.begin(), codes.end(), std::string_view(code))) {
        return model::fail(ErrorKind::unsupported,
                           fmt::format("Azure does not know the language \"{}\"", language.tag()));
    }
    if (code == "pt" && language.region() == "PT") return "pt-PT";
    if (code == "fr" && language.region() == "CA") return "fr-CA";
    return code;
}

}  // namespace glossd::engines::azure
