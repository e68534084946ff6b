// Find: a source or a target by its name. Pointers into the configuration; null: there is none.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

#include <string>

namespace glossd::config {

const SourceSettings* find_source(const Config& config, const std::string& name);
const TargetSettings* find_target(const Config& config, const std::string& name);

// ErrorKind::config when there is no such target.
model::Result<void> known_target(const Config& config, const std::string& name);

}  // namespace glossd::config
