// Secrets: { env = "NAME" }, { file = "PATH" }, { credential = "NAME" } or, with a warning, the
// value itself. What one would get wrong: no complaint may repeat what was written, because a
// mistyped secret is still a secret.
#pragma once

#include "config/context.hpp"

#include <optional>

namespace glossd::config {

// Nothing when it was refused; the context has the reason then. A variable that sets the key
// holds the secret itself. Where secrets may be missing, one that cannot be read is empty and has
// its origin all the same.
std::optional<Secret> read_secret(const Value& value, Context& context);

// How --print shows it: `{ env = "NAME" }`; never the value.
std::string show_secret(const Secret& secret);

}  // namespace glossd::config
