#include "net/proxy.hpp"

#include "net/header_text.hpp"
#include "net/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace glossd::net {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string first_of(const char* name, const char* other) {
    auto value = environment(name);
    return value.empty() ? environment(other) : value;
}

bool in_range(const IpAddress& address, const IpAddress& network, int bits) {
    if (address.family() != network.family()) return false;
    if (bits < 0 || bits > (network.family() == IpAddress::Family::v4 ? 32 : 128)) return false;
    for (int bit = 0; bit < bits; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        if (((address.bytes()[byte] ^ network.bytes()[byte]) & (0x80 >> bit % 8)) != 0)
            return false;
    }
    return true;
}

bool is_loopback(const std::string& host, const std::optional<IpAddress>& address) {
    static const auto four = IpAddress::v4({127});
    static const auto six = *IpAddress::parse("::1");
    if (!address) return host == "localhost" || host.ends_with(".localhost");
    return in_range(*address, four, 8) || *address == six;
}

bool address_matches(const IpAddress& address, std::string_view item) {
    const auto slash = item.find('/');
    const auto network = IpAddress::parse(std::string(item.substr(0, slash)));
    if (!network) return false;
    if (slash == std::string_view::npos) return address == *network;
    const auto digits = item.substr(slash + 1);
    int bits = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    return in_range(address, *network, bits);
}

bool name_matches(const std::string& host, std::string_view item) {
    while (item.starts_with('.') || item.starts_with('*')) item.remove_prefix(1);
    const auto suffix = lower(item);
    if (suffix.empty()) return false;
    return host == suffix || host.ends_with("." + suffix);
}

bool bypassed(const std::string& no_proxy, const text::Url& url) {
    const auto address = IpAddress::parse(url.host);
    if (is_loopback(url.host, address)) return true;
    const auto items = list_items(no_proxy);
    return std::any_of(items.begin(), items.end(), [&](std::string_view item) {
        if (item == "*") return true;
        if (address) return address_matches(*address, item);
        const auto colon = item.find(':');
        const bool other_port =
            colon != std::string_view::npos && item.substr(colon + 1) != std::to_string(url.port);
        return !other_port && name_matches(url.host, item.substr(0, colon));
    });
}

}  // namespace

Proxies proxies_from_environment() {
    return {environment("http_proxy"), first_of("https_proxy", "HTTPS_PROXY"),
            first_of("no_proxy", "NO_PROXY")};
}

model::Result<std::optional<Proxy>> proxy_for(const Proxies& proxies, const text::Url& url) {
    const bool secure = url.scheme == "https";
    const auto& setting = secure ? proxies.https : proxies.http;
    if (setting.empty() || bypassed(proxies.no_proxy, url)) return std::nullopt;
    const bool has_scheme = setting.find("://") != std::string::npos;
    const auto parsed = text::parse_url(has_scheme ? setting : "http://" + setting);
    if (!parsed || parsed->scheme != "http")
        return model::fail(model::ErrorKind::config,
                           std::string(secure ? "https_proxy" : "http_proxy") +
                               " must be an http:// address of a proxy");
    Proxy proxy{parsed->host, parsed->port, ""};
    if (!parsed->user_info.empty())
        proxy.authorization = basic_credentials(percent_decode(parsed->user_info));
    return proxy;
}

}  // namespace glossd::net
