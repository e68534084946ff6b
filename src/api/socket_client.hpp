// SocketClient: asks the daemon that owns a state directory, through the socket in it.
#pragma once

#include "model/result.hpp"

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

// POST without a body. ErrorKind::not_found when no daemon listens there; else the daemon's own
// error message.
model::Result<void> post_to_daemon(const std::string& state_directory, const std::string& route);

}  // namespace glossd::api
