// Languages by their English names, for engines that read prose: "Portuguese (Brazil)". Empty for
// a language we have no name for: the tag alone must do.
#pragma once

#include "model/language.hpp"

#include <string>

namespace glossd::engines {

std::string english_name(const model::Language& language);

}  // namespace glossd::engines
