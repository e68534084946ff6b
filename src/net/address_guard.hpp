// The SSRF guard: may an address that content named be connected to? Ask it about the address
// that will be connected to, never about a name. Pure; any thread.
#pragma once

#include "net/ip_address.hpp"

namespace glossd::net {

// False for every range of the IANA special-purpose registries that is not globally reachable
// (RFC 6890 and its updates) and for IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4,
// Teredo): a translator on the way could turn those into a private one.
bool is_public(const IpAddress& address);

}  // namespace glossd::net
