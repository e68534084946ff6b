// IpAddress: one IPv4 or IPv6 address. Names are never resolved here; parse() also reads the
// decimal, octal and hexadecimal IPv4 forms that every resolver takes ("2130706433", "0x7f.1"),
// so that a guard sees what they mean. A value.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include <sys/socket.h>

namespace glossd::net {

class IpAddress {
  public:
    enum class Family { v4, v6 };

    static IpAddress v4(const std::array<std::uint8_t, 4>& bytes);
    static IpAddress v6(const std::array<std::uint8_t, 16>& bytes, std::uint32_t scope = 0);
    static std::optional<IpAddress> parse(const std::string& text);
    static std::optional<IpAddress> from(const sockaddr& address);

    Family family() const { return family_; }
    // Network order; of an IPv4 address the first four count.
    const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    std::string text() const;

    // Fills `storage` for connect(2) and returns its length.
    socklen_t to_sockaddr(std::uint16_t port, sockaddr_storage& storage) const;

    bool operator==(const IpAddress&) const = default;

  private:
    Family family_ = Family::v4;
    std::array<std::uint8_t, 16> bytes_{};
    std::uint32_t scope_ = 0;  // interface of a link-local address
};

}  // namespace glossd::net
