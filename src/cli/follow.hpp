// Follow: works off what was ordered by hand, here or by waiting for the daemon that does, and
// tells what became of each copy of the post.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <cstdint>

namespace glossd::cli {

// Prints a table, or one JSON object a copy. Exit::incomplete when a copy is not where it should be
// within `wait`: published, or deleted where that was asked for.
int follow(const config::Config& config, std::int64_t post, model::Duration wait, bool json);

}  // namespace glossd::cli
