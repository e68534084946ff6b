// URLs as far as glossd needs them: split, resolve (RFC 3986 section 5), clean. Pure; any thread.
#pragma once

#include "model/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace glossd::text {

struct Url {
    std::string scheme;  // lower case
    std::string host;    // lower case; an IPv6 address without brackets; IDN as punycode not needed
    std::uint16_t port = 0;  // the scheme's default when not given
    std::string path;        // with leading '/', percent-encoding untouched
    std::string query;       // without '?'
    std::string fragment;
    std::string user_info;

    std::string target() const;  // path and query, as an HTTP request line wants them
    std::string origin() const;  // "https://host" or "https://host:8443"
    std::string text() const;

    bool operator==(const Url&) const = default;
};

// Absolute http(s) addresses only; the error says what is wrong with it.
model::Result<Url> parse_url(std::string_view address);

// Absolute form of `reference` seen from `base`; empty when it cannot be made http(s).
std::string resolve_url(std::string_view base, std::string_view reference);

// Without tracking parameters (utm_*, fbclid, gclid, mc_cid, ...) and fragment-less of those;
// anything that is no http(s) address comes back as it is.
std::string without_tracking(std::string_view address);

}  // namespace glossd::text
