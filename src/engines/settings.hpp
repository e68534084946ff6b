// What every kind of engine says about its settings, in one voice: engine "llm": `model` is
// missing. Values are never repeated, because one of them is a key.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

#include <string_view>

namespace glossd::engines {

// Of kind config.
tl::unexpected<model::Error> setting_error(const config::EngineSettings& settings,
                                           std::string_view key, std::string_view problem);

// An absolute http(s) address.
model::Result<void> check_base_url(const config::EngineSettings& settings);

}  // namespace glossd::engines
