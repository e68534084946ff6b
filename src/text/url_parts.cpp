#include "text/url_parts.hpp"

#include "text/ascii.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

bool is_scheme(std::string_view text) {
    return !text.empty() && is_alpha(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

// Cuts `text` at the first `mark` and gives what stands behind it.
std::optional<std::string_view> cut_at(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const auto behind = text.substr(at + 1);
    text = text.substr(0, at);
    return behind;
}

}  // namespace

UrlParts split_url(std::string_view reference) {
    UrlParts parts;
    parts.fragment = cut_at(reference, '#');
    parts.query = cut_at(reference, '?');
    const auto colon = reference.find(':');
    if (colon != std::string_view::npos && is_scheme(reference.substr(0, colon))) {
        parts.scheme = reference.substr(0, colon);
        reference.remove_prefix(colon + 1);
    }
    if (reference.starts_with("//")) {
        const auto slash = std::min(reference.find('/', 2), reference.size());
        parts.authority = reference.substr(2, slash - 2);
        reference.remove_prefix(slash);
    }
    parts.path = reference;
    return parts;
}

}  // namespace glossd::text
