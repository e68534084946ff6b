#include "e2e/notify_socket.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace glossd::e2e {

namespace {

bool has_line(const std::string& message, const std::string& wanted) {
    std::istringstream lines(message);
    for (std::string line; std::getline(lines, line);) {
        if (wanted.back() == '=' ? line.rfind(wanted, 0) == 0 : line == wanted) return true;
    }
    return false;
}

}  // namespace

NotifySocket::NotifySocket(const std::string& path)
    : path_(path), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("path too long: " + path);
    std::copy(path.begin(), path.end(), address.sun_path);
    if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot bind " + path);
    }
}

std::optional<std::string> NotifySocket::next(model::Duration timeout) {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(timeout.count())) <= 0) return std::nullopt;
    std::array<char, 4096> bytes{};
    const auto got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
    if (got < 0) return std::nullopt;
    return std::string(bytes.data(), static_cast<std::size_t>(got));
}

std::optional<std::string> NotifySocket::wait_for(const std::string& line,
                                                  model::Duration timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (true) {
        const auto left =
            std::chrono::ceil<model::Duration>(deadline - std::chrono::steady_clock::now());
        if (left <= left.zero()) return std::nullopt;
        const auto message = next(left);
        if (message && has_line(*message, line)) return message;
    }
}

void NotifySocket::forget() {
    while (next(model::Duration(0))) {
    }
}

}  // namespace glossd::e2e
