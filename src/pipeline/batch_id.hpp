// Batch ids: what an item is called on its way to an engine and back. Never a position: a shifted
// answer must not fit.
#pragma once

#include "engines/engine.hpp"

#include <random>
#include <string>

namespace glossd::pipeline {

// Unlike those of the items that are in the batch already. Five base-32 digits: short in tokens.
std::string fresh_id(const engines::Batch& batch, std::mt19937_64& random);

}  // namespace glossd::pipeline
