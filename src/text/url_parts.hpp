// A URI reference in its five parts (RFC 3986 appendix B). Pure; any thread. The views point into
// the text that was split, and an absent part is not the same as an empty one.
#pragma once

#include <optional>
#include <string_view>

namespace glossd::text {

struct UrlParts {
    std::optional<std::string_view> scheme;     // without ':'
    std::optional<std::string_view> authority;  // without "//"
    std::string_view path;
    std::optional<std::string_view> query;     // without '?'
    std::optional<std::string_view> fragment;  // without '#'
};

// Never fails: what has no scheme is a relative reference.
UrlParts split_url(std::string_view reference);

}  // namespace glossd::text
