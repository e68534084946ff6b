// The words said to a language model. Everything that varies comes last, so that the front of the
// system prompt is the same bytes in every call and providers can cache it. Post text appears
// only inside the JSON strings of the user message, never in the system prompt.
#pragma once

#include "engines/engine.hpp"

#include <string>
#include <string_view>

namespace glossd::engines::openai {

// Part of style(): a new prompt makes new translations.
inline constexpr std::string_view prompt_version = "1";

std::string system_prompt(const Batch& batch, std::string_view tag_name);

// {"from":"en","to":"es","items":[{"id":"k7","t":"text with <x1/>"}],"hint":"..."}; `from` only
// when known, `hint` only when there is one.
std::string user_message(const Batch& batch, std::string_view tag_name);

}  // namespace glossd::engines::openai
