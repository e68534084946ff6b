// CacheTransfer: `glossd cache export` and `import`, the memory from one machine to another. Both
// stream: rows are read and written some hundred at a time, beside a running daemon too.
#pragma once

#include "cli/command.hpp"

namespace glossd::cli {

void add_cache_transfer(CLI::App& cache, Context& context);

}  // namespace glossd::cli
