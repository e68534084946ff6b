#include "net/ip_address.hpp"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace glossd::net {

IpAddress IpAddress::v4(const std::array<std::uint8_t, 4>& bytes) {
    IpAddress address;
    std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
    return address;
}

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16>& bytes, std::uint32_t scope) {
    IpAddress address;
    address.family_ = Family::v6;
    address.bytes_ = bytes;
    address.scope_ = scope;
    return address;
}

std::optional<IpAddress> IpAddress::parse(const std::string& text) {
    std::array<std::uint8_t, 16> six{};
    if (inet_pton(AF_INET6, text.c_str(), six.data()) == 1) return v6(six);
    // inet_aton stops at white space; a host with any is no address.
    if (text.find_first_of(" \t\r\n\v\f") != std::string::npos) return std::nullopt;
    in_addr four{};
    if (inet_aton(text.c_str(), &four) == 0) return std::nullopt;
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &four, bytes.size());
    return v4(bytes);
}

std::optional<IpAddress> IpAddress::from(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &four.sin_addr, bytes.size());
        return v4(bytes);
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        std::array<std::uint8_t, 16> bytes{};
        std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
        return v6(bytes, six.sin6_scope_id);
    }
    return std::nullopt;
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> out{};
    inet_ntop(family_ == Family::v4 ? AF_INET : AF_INET6, bytes_.data(), out.data(), out.size());
    return out.data();
}

socklen_t IpAddress::to_sockaddr(std::uint16_t port, sockaddr_storage& storage) const {
    storage = {};
    if (family_ == Family::v4) {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        std::memcpy(&four.sin_addr, bytes_.data(), 4);
        std::memcpy(&storage, &four, sizeof four);
        return sizeof four;
    }
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    six.sin6_scope_id = scope_;
    std::memcpy(&six.sin6_addr, bytes_.data(), 16);
    std::memcpy(&storage, &six, sizeof six);
    return sizeof six;
}

}  // namespace glossd::net
