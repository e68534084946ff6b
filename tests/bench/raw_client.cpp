#include "bench/raw_client.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace glossd::test {

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

void RawClient::send(const std::string& bytes) {
    ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

bool RawClient::read_some() {
    std::array<char, 4096> bytes;
    const auto got = ::recv(fd_.get(), bytes.data(), bytes.size(), 0);
    reset_ = got < 0 && errno == ECONNRESET;
    if (got <= 0) return false;
    read_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::string RawClient::read_until(const std::string& text) {
    while (read_.find(text) == std::string::npos && read_some()) {
    }
    return std::exchange(read_, {});
}

std::string RawClient::read_all() {
    while (read_some()) {
    }
    return std::exchange(read_, {});
}

bool RawClient::silent_for(int milliseconds) const {
    pollfd readable{fd_.get(), POLLIN, 0};
    return ::poll(&readable, 1, milliseconds) == 0;
}

}  // namespace glossd::test
