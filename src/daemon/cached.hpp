// Cached: under which keys the memory may hold a text: one for a person and one an engine, for each
// target language and source language of the configuration. People's come first.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

#include <string>
#include <vector>

namespace glossd::daemon {

// 64 hex digits are a key themselves. Keys are raw bytes.
model::Result<std::vector<std::string>> memory_keys(const config::Config& config,
                                                    const std::string& key_or_text);

}  // namespace glossd::daemon
