// Who an account of the Mastodon API is, as people write it. Pure; any thread.
#pragma once

#include "platform/json.hpp"

#include <string>

namespace glossd::platform {

// "@user@host"; `acct` of an account of the server's own has no host, its profile's address has.
std::string mastodon_handle(const std::string& server, const Json& account);

}  // namespace glossd::platform
