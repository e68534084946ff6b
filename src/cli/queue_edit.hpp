// QueueEdit: `glossd queue edit`, a person's text in place of a translation. What one would get
// wrong: an editor is opened only on a terminal; otherwise the text comes from standard input.
#pragma once

#include "cli/command.hpp"

namespace glossd::cli {

void add_queue_edit(CLI::App& queue, Context& context);

}  // namespace glossd::cli
