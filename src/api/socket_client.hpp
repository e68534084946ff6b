// SocketClient: asks the daemon that owns a state directory, through the socket in it.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

// The answer to a request; `body` is JSON, or empty. ErrorKind::not_found when no daemon listens
// there; else the daemon's own error message.
model::Result<nlohmann::ordered_json> ask_daemon(
    const std::string& state_directory, const std::string& method, const std::string& route,
    const std::string& body = "", model::Duration patience = std::chrono::seconds(15));

}  // namespace glossd::api
