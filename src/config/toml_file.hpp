// Reads a TOML file into a Value tree with the place of every key and value. The only code that
// sees toml++, which stops at the first syntax error: there is never more than one of those.
#pragma once

#include "config/diagnostic.hpp"
#include "config/value.hpp"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace glossd::config {

// Also reads pipes ("-c <(generate)"); refuses directories and more than 4 MiB. `what` it is: for
// messages.
tl::expected<std::string, Diagnostic> read_config_file(const std::string& path,
                                                       std::string_view what = "the configuration");

// `path` is only the name in places.
tl::expected<Table, Diagnostic> parse_toml(std::string_view text, const std::string& path);

}  // namespace glossd::config
