// The command line: one file per subcommand, each parses, calls, prints and returns an exit code.
#pragma once

namespace glossd::cli {

int run(int argc, char** argv);

}  // namespace glossd::cli
