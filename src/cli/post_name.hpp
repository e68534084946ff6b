// PostName: how a person names a post on the command line: its number in the ledger, its address,
// or the address of a published copy.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace glossd::cli {

// A number or an http(s) address without spaces; anything else is a text of its own.
bool names_a_post(const std::string& text);

// Nothing when the ledger has no such post; not_found only for a ledger that is not there.
model::Result<std::optional<std::int64_t>> find_post(const config::Config& config,
                                                     const std::string& name);

// Says so; gives the exit code.
int no_such_post(const std::string& name);

}  // namespace glossd::cli
