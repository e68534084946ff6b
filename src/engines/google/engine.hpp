// Google Cloud Translation v2 (Basic): `POST {base}/language/translate/v2`, texts as HTML. A limit
// is refused with 403, as a bad key is; the key travels in a header, never in the address.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: api_key (required at Google itself, else sent only when set), base_url
// (https://translation.googleapis.com), batch_max (at most 128). An error names the key.
model::Result<EnginePtr> make_google(const config::EngineSettings& settings);

}  // namespace glossd::engines
