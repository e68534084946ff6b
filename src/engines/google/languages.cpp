#include "engines/google/languages.hpp"

#include "engines/language_codes.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::engines::google {

namespace {

// Both are taken, and lists show now the one, now the other.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> aliases{{
    {"iw", "he"},
    {"jw", "jv"},
    {"fil", "tl"},
    {"nb", "no"},
    {"zh", "zh-cn"},
    {"pt-br", "pt"},
}};

std::string one_name(std::string_view code) {
    auto lowered = text::to_lower(code);
    const auto* alias = std::find_if(aliases.begin(), aliases.end(),
                                     [&](const auto& pair) { return pair.first == lowered; });
    return alias == aliases.end() ? lowered : std::string(alias->second);
}

}  // namespace

std::string google_code(const model::Language& language) {
    const auto code = current_code(language);
    if (code == "zh") return is_traditional_chinese(language) ? "zh-TW" : "zh-CN";
    if (!is_usual_script(code, language.script())) {
        return code + '-' + std::string(language.script());
    }
    if (code == "pt" && language.region() == "PT") return "pt-PT";
    if (code == "fr" && language.region() == "CA") return "fr-CA";
    if (code == "nb") return "no";
    return code == "kmr" ? "ku" : code;
}

bool same_google_code(std::string_view a, std::string_view b) {
    return one_name(a) == one_name(b);
}

}  // namespace glossd::engines::google
