// The command line as CLI11 has it: every command with its options. Apart from running one, so that
// the reference in docs/commands.md can be made from it.
#pragma once

#include "cli/command.hpp"

namespace glossd::cli {

void build_app(CLI::App& app, Context& context);

}  // namespace glossd::cli
