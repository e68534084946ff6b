// How much a Gemini model thinks before it answers, and what that costs of the answer's tokens:
// thoughts are billed as output and share its cap. Versions differ: 3.x take a level, 2.5 a budget
// of tokens, and both at once are an error of the service.
#pragma once

#include "config/config.hpp"
#include "engines/json.hpp"
#include "model/result.hpp"

#include <cstdint>
#include <string_view>

namespace glossd::engines::gemini {

struct Thinking {
    OrderedJson config;        // the request's thinkingConfig; null: not sent
    std::int64_t reserve = 0;  // tokens of the cap that are not the answer's
};

// `thinking` of the settings, or the least the model knows: a translation gains little by it. A
// model that is not in the table is left to its own default. An error names the model's levels.
model::Result<Thinking> thinking_for(const config::EngineSettings& settings);

// Gemini 3 and newer ignore temperature or fare worse with one.
bool takes_temperature(std::string_view model);

}  // namespace glossd::engines::gemini
