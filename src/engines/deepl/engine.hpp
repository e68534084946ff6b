// DeepL, `POST /v2/translate`: texts as strict XML (tag handling v2) in which `<x id="N">…</x>`
// is ignored and comes back. It answers by position, yet a shifted answer is caught: every text
// ends in a tag of its own. Codes carry variants: "en" as a target is EN-US, "pt" PT-BR.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: api_key (required at DeepL itself; one that ends in ":fx" goes to api-free.deepl.com),
// base_url (only to go elsewhere), batch_max (at most 50), context (said with every call, not
// billed). Formality is a wish, for not every language has it. An error names the key.
model::Result<EnginePtr> make_deepl(const config::EngineSettings& settings);

}  // namespace glossd::engines
