// Azure's Translator v3: `POST {base}/translate?api-version=3.0`, texts as HTML. The key of a
// regional resource is refused as wrong without its region.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: api_key (required at Azure's own address, else sent only when set), region (of the
// resource, unless it is global), base_url (https://api.cognitive.microsofttranslator.com),
// batch_max (at most 1000). An error names the key.
model::Result<EnginePtr> make_azure(const config::EngineSettings& settings);

}  // namespace glossd::engines
