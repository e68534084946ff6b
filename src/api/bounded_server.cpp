#include "api/bounded_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace glossd::api {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How soon a waiting connection hears that the server ends.
constexpr milliseconds look{100};

std::pair<std::string, int> end_of(const sockaddr_storage& address, socklen_t size) {
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                      port.data(), port.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {};
    return {host.data(), std::atoi(port.data())};
}

// A connection with a deadline and a number of bytes that it may send us.
class BoundedStream : public httplib::Stream {
  public:
    BoundedStream(int socket, const ConnectionBounds& bounds, const std::atomic<bool>& ending)
        : socket_(socket),
          ending_(ending),
          deadline_(Clock::now() + bounds.whole),
          left_(bounds.bytes) {}

    bool is_readable() const override { return wait(POLLIN, deadline_); }
    bool is_writable() const override { return wait(POLLOUT, deadline_); }
    bool readable_by(Clock::time_point moment) const { return wait(POLLIN, moment); }

    using httplib::Stream::write;

    ssize_t read(char* out, std::size_t size) override {
        if (left_ == 0 || !is_readable()) return -1;
        const auto got = ::recv(socket_, out, std::min(size, left_), 0);
        if (got > 0) left_ -= static_cast<std::size_t>(got);
        return got;
    }

    ssize_t write(const char* data, std::size_t size) override {
        if (!is_writable()) return -1;
        return ::send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    }

    void get_remote_ip_and_port(std::string& ip, int& port) const override {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0)
            std::tie(ip, port) = end_of(address, size);
    }

    void get_local_ip_and_port(std::string& ip, int& port) const override {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        if (::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0)
            std::tie(ip, port) = end_of(address, size);
    }

    socket_t socket() const override { return socket_; }

  private:
    bool wait(short events, Clock::time_point until) const {
        pollfd watched{socket_, events, 0};
        while (!ending_) {
            const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
            if (left <= milliseconds::zero()) return false;
            const int found = ::poll(&watched, 1, static_cast<int>(std::min(left, look).count()));
            if (found > 0) return true;
            if (found < 0 && errno != EINTR) return false;
        }
        return false;
    }

    const int socket_;
    const std::atomic<bool>& ending_;
    const Clock::time_point deadline_;
    std::size_t left_;
};

// A close over unread bytes is a reset, which may overtake the answer.
void close_politely(int socket) {
    ::shutdown(socket, SHUT_WR);
    std::array<char, 4096> unread{};
    for (int i = 0; i < 16; ++i) {
        if (::recv(socket, unread.data(), unread.size(), MSG_DONTWAIT) <= 0) break;
    }
    ::close(socket);
}

}  // namespace

void BoundedServer::end() {
    ending_ = true;
    stop();
}

bool BoundedServer::process_and_close_socket(socket_t socket) {
    BoundedStream stream(socket, bounds_, ending_);
    bool closed = false;
    const bool answered = stream.readable_by(Clock::now() + bounds_.first_byte) &&
                          process_request(stream, true, closed, nullptr);
    close_politely(socket);
    return answered;
}

}  // namespace glossd::api
