// Anthropic's Claude: `POST {base}/v1/messages`, the answer bound to a schema by output_config.
// Current models refuse sampling fields, a prefilled answer and a forced tool, so none is sent;
// what a model takes beyond that (output_config.effort, say) is the operator's extra_body.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Keys: model (required), base_url (https://api.anthropic.com), api_key (required there, else sent
// only when set), extra_body (null removes a member), batch_max. An error names the key.
model::Result<EnginePtr> make_anthropic(const config::EngineSettings& settings);

}  // namespace glossd::engines
