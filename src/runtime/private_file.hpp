// PrivateFile: a file for its owner's eyes, mode 0600, as secrets are kept. It is there whole or
// not at all. What one would get wrong: whose it is. One that replaces another keeps its owner; a
// new one belongs to the owner of its directory, or the service could not read what root made.
#pragma once

#include "model/result.hpp"

#include <string>

namespace glossd::runtime {

// Makes the directory too, when it is missing.
model::Result<void> write_private_file(const std::string& path, const std::string& content);

// Mode 0700, with those above it that are missing. Also a way to find out early that nothing could
// be written there.
model::Result<void> make_private_directory(const std::string& path);

}  // namespace glossd::runtime
