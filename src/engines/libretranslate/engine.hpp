// LibreTranslate (1.9), `POST /translate`. It has no way to protect a span, so the first attempt
// sends whole lines with opaque marks, and an answer that damaged one fails its item; an attempt
// after a failure (batch.hint is set) cuts the lines at the spans, which then cannot be damaged.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: base_url (required), api_key (travels in the body, as the service wants it), batch_max. An
// error names the key.
//
// With an unknown source language only the first item of a batch is sent, because the server
// detects one language for all texts of a call; the others come back transient.
model::Result<EnginePtr> make_libretranslate(const config::EngineSettings& settings);

}  // namespace glossd::engines
