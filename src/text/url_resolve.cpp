#include "text/ascii.hpp"
#include "text/url.hpp"
#include "text/url_parts.hpp"

#include <string>
#include <vector>

namespace glossd::text {

namespace {

// White space around an address and line ends inside it are how markup wraps it (WHATWG URL);
// a space inside is a mistake everybody repairs.
std::string repaired(std::string_view reference) {
    reference = trim(reference);
    if (reference.find_first_of(" \t\n\r") == std::string_view::npos) return std::string(reference);
    std::string out;
    for (const char c : reference) {
        if (c == '\t' || c == '\n' || c == '\r') continue;
        if (c == ' ') {
            out += "%20";
        } else {
            out += c;
        }
    }
    return out;
}

// RFC 3986 section 5.2.4.
std::string remove_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const bool rooted = path.starts_with('/');
    if (rooted) path.remove_prefix(1);
    bool last = false;
    while (!last) {
        const auto slash = path.find('/');
        last = slash == std::string_view::npos;
        const auto segment = path.substr(0, slash);
        if (!last) path.remove_prefix(slash + 1);
        const bool dots = segment == "." || segment == "..";
        if (segment == ".." && !kept.empty()) kept.pop_back();
        if (!dots) kept.push_back(segment);
        if (dots && last) kept.emplace_back();
    }
    std::string out(rooted ? "/" : "");
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0) out += '/';
        out += kept[i];
    }
    return out;
}

// RFC 3986 section 5.2.3.
std::string merge_paths(const UrlParts& base, std::string_view path) {
    if (base.authority && base.path.empty()) return "/" + std::string(path);
    const auto slash = base.path.rfind('/');
    const auto folder = slash == std::string_view::npos ? "" : base.path.substr(0, slash + 1);
    return std::string(folder).append(path);
}

std::string compose(const UrlParts& parts) {
    auto out = to_lower(parts.scheme.value_or("")) + "://";
    out.append(parts.authority.value_or("")).append(parts.path);
    if (parts.query) out.append("?").append(*parts.query);
    if (parts.fragment) out.append("#").append(*parts.fragment);
    return out;
}

}  // namespace

// RFC 3986 section 5.2.2.
std::string resolve_url(std::string_view base_address, std::string_view reference_text) {
    const auto base_text = repaired(base_address);
    const auto reference = repaired(reference_text);
    const auto base = split_url(base_text);
    auto parts = split_url(reference);
    std::string path(parts.path);
    if (!parts.scheme && !parts.authority) {
        parts.authority = base.authority;
        if (path.empty()) {
            path = base.path;
            if (!parts.query) parts.query = base.query;
        } else if (path.front() != '/') {
            path = merge_paths(base, path);
        }
    }
    if (!parts.scheme) parts.scheme = base.scheme;
    if (!parts.authority) return {};
    path = remove_dot_segments(path);
    parts.path = path;
    auto address = compose(parts);
    return parse_url(address) ? address : std::string{};
}

}  // namespace glossd::text
