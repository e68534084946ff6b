// Followed: what somebody means who says what glossd shall follow: a feed, a profile of a network
// that gives each account a feed, or an account on X. Pure.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace glossd::config {

struct Followed {
    std::string type;   // of a source: "feed" or "x"
    std::string place;  // its `url` (which may be a path) or its `username`

    bool operator==(const Followed&) const = default;
};

// The error says what is wrong with it, to follow "not \"x\": ". What has no scheme and is no
// account is taken for a path.
tl::expected<Followed, std::string> followed(const std::string& typed);

}  // namespace glossd::config
