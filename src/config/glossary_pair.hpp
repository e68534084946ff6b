// Which pairs of languages a glossary is for. Pure.
#pragma once

#include "config/config.hpp"
#include "model/language.hpp"

namespace glossd::config {

// A glossary of "es" is for "es-MX" too, not the other way round; one that names no language is for
// all. `from` may be empty: unknown, so any.
bool is_for(const GlossarySettings& glossary, const model::Language& from,
            const model::Language& to);

}  // namespace glossd::config
