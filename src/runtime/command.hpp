// Command: runs a shell command of the operator's to its end. Blocks: for worker threads. Of our
// environment it gets PATH, HOME and LANG alone, because the rest may hold secrets.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"

#include <functional>
#include <string>

namespace glossd::runtime {

// `input` is its standard input; what it prints goes to our standard error. An error: it could not
// be started, ended with another status than 0, or was killed because `timeout` had passed or
// `cancelled` said so.
model::Result<void> run_command(const std::string& command, const std::string& input,
                                model::Duration timeout, const std::function<bool()>& cancelled);

}  // namespace glossd::runtime
