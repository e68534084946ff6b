#include "runtime/service_manager.hpp"

#include <cstdint>

#include <systemd/sd-daemon.h>

namespace glossd::runtime {

namespace {

// A lost notification is systemd's to notice (time-outs of start and reload, the watchdog), so the
// answer is not looked at. The variable stays: later ones need it too.
void notify(const std::string& state) {
    ::sd_notify(0, state.c_str());
}

// libstdc++'s steady clock is CLOCK_MONOTONIC, which is what systemd compares with.
std::string monotonic_microseconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace

void notify_ready(const std::string& status) {
    notify("READY=1\nSTATUS=" + status);
}

void notify_reloading(const std::string& status) {
    notify("RELOADING=1\nMONOTONIC_USEC=" + monotonic_microseconds() + "\nSTATUS=" + status);
}

void notify_stopping(const std::string& status) {
    notify("STOPPING=1\nSTATUS=" + status);
}

void notify_status(const std::string& status) {
    notify("STATUS=" + status);
}

void notify_alive() {
    notify("WATCHDOG=1");
}

std::optional<model::Duration> watchdog_time() {
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::duration_cast<model::Duration>(std::chrono::microseconds(microseconds));
}

}  // namespace glossd::runtime
