// BCP-47 tags to the codes of services that know a fixed set. A code that stands for another
// script or variant than the tag is refused: a wrong script would be published.
#pragma once

#include "model/language.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>

namespace glossd::engines {

// DeepL's codes, upper case (translators' pages "supported languages", API v2 of 2026). Sources
// carry no region. Targets always name a variant where DeepL has several; a tag without region
// takes the one most people write (CLDR likely subtags): en EN-US, pt PT-BR, zh ZH-HANS.
model::Result<std::string> deepl_source(const model::Language& language);
model::Result<std::string> deepl_target(const model::Language& language);

// LibreTranslate's codes ("zh-Hans", "zh-Hant", "pt-BR", else the bare language). Which of them a
// server has installed only it can say.
std::string libretranslate_code(const model::Language& language);

// Both spellings of one code ("zt" and "zh-Hant") are equal; case does not matter.
bool same_libretranslate_code(std::string_view a, std::string_view b);

// The language alone, by the name in use today: "he" of "iw-IL", "nb" of "no".
std::string current_code(const model::Language& language);

// Is `script` the one in which services write this language? Empty: nothing else was asked for.
bool is_usual_script(std::string_view code, std::string_view script);

// Chinese is written in two scripts; a tag may say so by its region alone.
bool is_traditional_chinese(const model::Language& language);

}  // namespace glossd::engines
