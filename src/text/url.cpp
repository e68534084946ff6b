#include "text/url.hpp"

#include "text/ascii.hpp"
#include "text/url_parts.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace glossd::text {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;

std::uint16_t default_port(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string encode_spaces(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ') {
            out += "%20";
        } else {
            out += c;
        }
    }
    return out;
}

// Registered names: letters, digits, "-._~" and UTF-8. Percent signs are legal in RFC 3986 but
// name no host that DNS knows, and hide which one is meant.
bool is_host_char(char c) {
    return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_ipv6(std::string_view text) {
    in6_addr address{};
    return inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

struct HostPort {
    std::string_view host;
    std::string_view port;
};

Result<HostPort> split_host(std::string_view authority) {
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) {
            return fail(ErrorKind::invalid_input, "the address has a '[' without ']'");
        }
        const auto host = authority.substr(1, close - 1);
        if (!is_ipv6(host)) {
            return fail(ErrorKind::invalid_input, "the address in brackets is not IPv6");
        }
        const auto rest = authority.substr(close + 1);
        if (!rest.empty() && rest.front() != ':') {
            return fail(ErrorKind::invalid_input, "only a port may follow the IPv6 address");
        }
        return HostPort{host, rest.empty() ? rest : rest.substr(1)};
    }
    const auto colon = authority.find(':');
    const auto host = authority.substr(0, colon);
    if (host.empty() || host.starts_with('.') || host.find("..") != std::string_view::npos) {
        return fail(ErrorKind::invalid_input, "the address has no host name, or one with a hole");
    }
    if (!std::all_of(host.begin(), host.end(), is_host_char)) {
        return fail(ErrorKind::invalid_input,
                    "the host name has a character that host names cannot have");
    }
    return HostPort{host, colon == std::string_view::npos ? "" : authority.substr(colon + 1)};
}

Result<std::uint16_t> read_port(std::string_view digits, std::string_view scheme) {
    if (digits.empty()) return default_port(scheme);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
        return fail(ErrorKind::invalid_input, "the port is not a number from 1 to 65535");
    }
    return port;
}

Result<UrlParts> http_parts(std::string_view address) {
    if (has_control(address)) {
        return fail(ErrorKind::invalid_input, "the address has a control character in it");
    }
    const auto parts = split_url(address);
    if (!parts.scheme) {
        return fail(ErrorKind::invalid_input,
                    "the address does not begin with http:// or https://");
    }
    const auto scheme = to_lower(*parts.scheme);
    if (scheme != "http" && scheme != "https") {
        return fail(ErrorKind::invalid_input, "only http and https addresses can be used");
    }
    if (!parts.authority) {
        return fail(ErrorKind::invalid_input, "the address lacks '//' behind the scheme");
    }
    // Browsers end the host at a backslash, RFC 3986 takes it for a user name.
    if (parts.authority->find_first_of("\\ ") != std::string_view::npos) {
        return fail(ErrorKind::invalid_input, "the address has a backslash or space in its host");
    }
    return parts;
}

}  // namespace

std::string Url::target() const {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : query.empty() ? path : path + '?' + query) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F &&
            std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos) {
            out += c;
        } else {
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

std::string Url::origin() const {
    auto out = scheme + "://";
    out += host.find(':') == std::string::npos ? host : '[' + host + ']';
    if (port != default_port(scheme)) out += ':' + std::to_string(port);
    return out;
}

std::string Url::text() const {
    auto out = origin();
    if (!user_info.empty()) out.insert(scheme.size() + 3, user_info + '@');
    out += path;
    if (!query.empty()) out += '?' + query;
    if (!fragment.empty()) out += '#' + fragment;
    return out;
}

Result<Url> parse_url(std::string_view address) {
    const auto parts = http_parts(address);
    if (!parts) return tl::make_unexpected(parts.error());
    Url url;
    url.scheme = to_lower(*parts->scheme);
    auto authority = *parts->authority;
    if (const auto at = authority.find('@'); at != std::string_view::npos) {
        url.user_info = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    const auto host = split_host(authority);
    if (!host) return tl::make_unexpected(host.error());
    const auto port = read_port(host->port, url.scheme);
    if (!port) return tl::make_unexpected(port.error());
    url.host = to_lower(host->host);
    url.port = *port;
    url.path = parts->path.empty() ? "/" : encode_spaces(parts->path);
    url.query = encode_spaces(parts->query.value_or(""));
    url.fragment = encode_spaces(parts->fragment.value_or(""));
    return url;
}

}  // namespace glossd::text
