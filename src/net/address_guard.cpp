#include "net/address_guard.hpp"

#include <algorithm>
#include <array>

namespace glossd::net {

namespace {

struct Range {
    std::array<std::uint8_t, 16> prefix;
    int bits;
};

constexpr Range kReservedV4[] = {
    {{0}, 8},              // "this network"
    {{10}, 8},             // private
    {{100, 64}, 10},       // carrier-grade NAT
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local, cloud metadata services
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // IETF protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 31, 196}, 24},  // AS112
    {{192, 52, 193}, 24},  // AMT
    {{192, 88, 99}, 24},   // 6to4 relay anycast
    {{192, 168}, 16},      // private
    {{192, 175, 48}, 24},  // AS112
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

// Global unicast is 2000::/3 and nothing else; what is carved out of it:
constexpr Range kGlobalV6 = {{0x20}, 3};
constexpr Range kReservedV6[] = {
    {{0x20, 0x01, 0x00}, 23},           // IETF assignments: Teredo, benchmarks, ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32},     // documentation
    {{0x20, 0x02}, 16},                 // 6to4
    {{0x26, 0x20, 0, 0x4f, 0x80}, 48},  // AS112
    {{0x3f, 0xff}, 20},                 // documentation
};

bool contains(const Range& range, const std::array<std::uint8_t, 16>& bytes) {
    const auto whole = static_cast<std::size_t>(range.bits / 8);
    if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                    range.prefix.begin()))
        return false;
    const int rest = range.bits % 8;
    if (rest == 0) return true;
    const int mask = 0xff << (8 - rest) & 0xff;
    return (bytes[whole] & mask) == (range.prefix[whole] & mask);
}

}  // namespace

bool is_public(const IpAddress& address) {
    const auto holds = [&](const Range& range) { return contains(range, address.bytes()); };
    if (address.family() == IpAddress::Family::v4)
        return std::none_of(std::begin(kReservedV4), std::end(kReservedV4), holds);
    return holds(kGlobalV6) && std::none_of(std::begin(kReservedV6), std::end(kReservedV6), holds);
}

}  // namespace glossd::net
