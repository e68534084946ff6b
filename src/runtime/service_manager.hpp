// What systemd is told about this process (sd_notify(3)), and what it wants to hear. Any thread.
// Without a service manager that listens (no NOTIFY_SOCKET) everything here does nothing.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>

namespace glossd::runtime {

// `status` is one short line for `systemctl status`.
void notify_ready(const std::string& status);
void notify_reloading(const std::string& status);  // notify_ready() ends it, whatever came of it
void notify_stopping(const std::string& status);
void notify_status(const std::string& status);
void notify_alive();  // for the watchdog

// How long silence may last before the service manager ends us; nothing when it does not watch.
std::optional<model::Duration> watchdog_time();

}  // namespace glossd::runtime
