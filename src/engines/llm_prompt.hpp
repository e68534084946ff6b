// The words said to a language model, and the form of its answer. Everything that varies comes
// last, so that the front of the system prompt is the same bytes in every call and providers can
// cache it. Post text appears only in the JSON strings of the user message, never in the prompt.
#pragma once

#include "engines/engine.hpp"
#include "engines/json.hpp"

#include <string>
#include <string_view>

namespace glossd::engines {

// Part of style(): a new prompt makes new translations, and one to verify by new verdicts.
inline constexpr std::string_view prompt_version = "1";

std::string system_prompt(const Batch& batch, std::string_view tag_name);
// The same as a JSON string. Its front, some 2 kB, is escaped once.
std::string system_prompt_json(const Batch& batch, std::string_view tag_name);

// {"from":"en","to":"es","items":[{"id":"k7","t":"text with <x1/>"}],
//  "glossary":[{"term":"feed","translation":"canal"}],"hint":"..."}; `from` only when known,
// `glossary` and `hint` only when there is one. To verify, each item has its translation as `d`.
std::string user_message(const Batch& batch, std::string_view tag_name);

// JSON Schema of {"items":[{"id":"k7","t":"..."}]}, closed at every level; to verify, each item has
// a `score` as well.
OrderedJson answer_schema(bool verify = false);

}  // namespace glossd::engines
