#include "runtime/service_manager.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace glossd::runtime {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// The protocol is stable and sd_notify(3) asks nobody to link libsystemd for it; with what that
// library loads, it would be a megabyte of this process. A lost notification is systemd's to
// notice (time-outs of start and reload, the watchdog), so no answer is looked at. The variable
// stays: later notifications need it too.
void notify(std::string_view state) {
    const auto path = variable("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() < 2 || path.size() >= sizeof address.sun_path) return;
    if (path.front() != '/' && path.front() != '@') return;
    std::memcpy(address.sun_path, path.data(), path.size());
    if (path.front() == '@') address.sun_path[0] = '\0';  // an abstract name
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    const auto length = offsetof(sockaddr_un, sun_path) + path.size();
    ::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(length));
    ::close(fd);
}

// libstdc++'s steady clock is CLOCK_MONOTONIC, which is what systemd compares with.
std::string monotonic_microseconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
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
    const auto microseconds = number(variable("WATCHDOG_USEC"));
    if (!microseconds || *microseconds <= 0) return std::nullopt;
    const auto process = variable("WATCHDOG_PID");
    if (!process.empty() && number(process) != ::getpid()) return std::nullopt;
    return std::chrono::duration_cast<model::Duration>(std::chrono::microseconds(*microseconds));
}

}  // namespace glossd::runtime
