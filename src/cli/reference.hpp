// Reference: the tables of docs/commands.md, made from the command line itself, so that no option
// is missing there and none is made up. The page around them is written by hand: each command's
// table stands between two comments that name it.
#pragma once

#include <string>
#include <vector>

namespace glossd::cli {

// The page with every table as the program has it; a command without one gets it at the end, and a
// table of a command that is gone goes too.
std::string with_reference(const std::string& page);

std::vector<std::string> command_names();  // "glossd", "glossd once"

}  // namespace glossd::cli
