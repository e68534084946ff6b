// Listen: the address of the HTTP server, "127.0.0.1:9464" or "[::1]:9464". Pure. Names are not
// looked up, so that nobody listens somewhere else than was written; "localhost" is 127.0.0.1.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace glossd::config {

struct Listen {
    std::string host;  // an IP address without brackets; empty: nothing listens
    int port = 0;
    bool loopback = true;

    bool operator==(const Listen&) const = default;
};

// The error is what is wrong, to follow "not \"x\": ".
tl::expected<Listen, std::string> parse_listen(const std::string& text);

}  // namespace glossd::config
