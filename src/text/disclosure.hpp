// Disclosure: how a machine translation says what it is, in the language it is in. Pure; any
// thread.
#pragma once

#include "model/language.hpp"

#include <string_view>

namespace glossd::text {

// "Automatic translation"; in English for a language that we have no words for.
std::string_view usual_disclosure(const model::Language& language);

}  // namespace glossd::text
