// BCP-47 tags to the codes of Azure's Translator v3 (its page "language support", 2026). A code
// that stands for another script than the tag is refused: a wrong script would be published.
#pragma once

#include "model/language.hpp"
#include "model/result.hpp"

#include <string>

namespace glossd::engines::azure {

// "pt" is Brazil's, "pt-PT" Portugal's; Serbian, Mongolian and Chinese always name their script.
model::Result<std::string> azure_code(const model::Language& language);

}  // namespace glossd::engines::azure
