// Proxies of the environment, as curl reads it: http_proxy in lower case only (a CGI server
// could be handed an HTTP_PROXY by its client), the others in both. Loopback is never proxied.
#pragma once

#include "model/result.hpp"
#include "text/url.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace glossd::net {

struct Proxies {
    std::string http;      // of http addresses: "http://user:pass@proxy:3128", "proxy:3128" or ""
    std::string https;     // of https addresses; reached by plain HTTP and CONNECT
    std::string no_proxy;  // "*", names (and what ends in them), addresses, CIDR ranges; commas

    bool operator==(const Proxies&) const = default;
};

// http_proxy, https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY.
Proxies proxies_from_environment();

struct Proxy {
    std::string host;
    std::uint16_t port = 0;
    std::string authorization;  // value of Proxy-Authorization, or empty

    bool operator==(const Proxy&) const = default;
};

// The proxy to use for `url`, or none; an error when the setting is no http:// proxy.
model::Result<std::optional<Proxy>> proxy_for(const Proxies& proxies, const text::Url& url);

}  // namespace glossd::net
