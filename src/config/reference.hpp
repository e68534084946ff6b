// The reference of the configuration, docs/config.md, as the key table says it. A test keeps the
// file equal to this text.
#pragma once

#include <string>

namespace glossd::config {

std::string reference_markdown();

}  // namespace glossd::config
