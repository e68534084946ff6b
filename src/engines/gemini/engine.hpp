// Google's Gemini: `POST {base}/v1beta/models/{model}:generateContent`. Unknown fields are errors
// there, so nothing is sent on suspicion; the key travels in a header, never in the address.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: model (required), base_url (https://generativelanguage.googleapis.com), api_key (required
// there, else sent only when set), thinking ("minimal", "low", "medium", "high"), temperature (2.5
// and older), extra_body, batch_max. An error names the key.
model::Result<EnginePtr> make_gemini(const config::EngineSettings& settings);

}  // namespace glossd::engines
