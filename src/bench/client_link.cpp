#include "bench/client_link.hpp"

#include <array>
#include <cerrno>

#include <sys/socket.h>

namespace glossd::bench {

namespace {

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

bool ClientLink::read() {
    std::array<char, 16 * 1024> bytes;
    while (!input_ended_) {
        const auto got = ::recv(fd_.get(), bytes.data(), bytes.size(), 0);
        if (got < 0) return would_block();
        input_ended_ = got == 0;
        parser_.feed({bytes.data(), static_cast<std::size_t>(got)});
    }
    return true;
}

bool ClientLink::write() {
    while (!output_.empty()) {
        const auto sent = ::send(fd_.get(), output_.data(), output_.size(), MSG_NOSIGNAL);
        if (sent < 0) return would_block();
        output_.erase(0, static_cast<std::size_t>(sent));
    }
    return !close_when_sent_;
}

void ClientLink::answer(std::string bytes, bool then_close) {
    output_ += bytes;
    close_when_sent_ = then_close;
}

void ClientLink::reset() {
    const linger at_once{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    fd_.reset();
}

}  // namespace glossd::bench
