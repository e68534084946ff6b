// A TCP port of loopback that was free a moment ago. It lies below those that the kernel gives to
// connections (32768 and up): tests beside this one open so many that one of them would soon have
// it.
#pragma once

#include "net/unique_fd.hpp"

#include <cstdint>
#include <random>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace glossd {

inline int free_port() {
    constexpr int tries = 100;
    std::random_device random;
    std::uniform_int_distribution<int> ports(10'000, 32'000);
    for (int i = 0; i < tries; ++i) {
        const int port = ports(random);
        const net::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
            return port;
    }
    return 0;
}

}  // namespace glossd
