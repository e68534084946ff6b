// BCP-47 tags to the codes of Cloud Translation v2. Which of them it translates only it can say
// (its list grows), and it has old and new names for some: compare with same_google_code.
#pragma once

#include "model/language.hpp"

#include <string>
#include <string_view>

namespace glossd::engines::google {

// "zh-CN", "zh-TW", "pt-PT", "fr-CA", else the language without its region. A script that is not
// the usual one stays ("sr-Latn"), so that the service refuses what it would write in another.
std::string google_code(const model::Language& language);

bool same_google_code(std::string_view a, std::string_view b);

}  // namespace glossd::engines::google
