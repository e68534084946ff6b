// What a model request becomes on the wire: checked against header injection, with
// Host and the headers that every request of ours carries. Pure; any thread.
#pragma once

#include "model/exchange.hpp"
#include "text/url.hpp"

#include <string>

namespace glossd::net {

// An error when method, address or a header could break out of its line, or sets what only the
// client may set (Host, Connection, lengths). The message names the header, never its value.
model::Result<void> check_request(const model::HttpRequest& request);

// "host" or "host:8443", as the Host header wants it.
std::string host_header(const text::Url& url);

// The request's own headers win over ours (User-Agent, Accept-Encoding, Authorization from the
// address).
model::Headers wire_headers(const model::HttpRequest& request, const text::Url& url,
                            const std::string& user_agent);

}  // namespace glossd::net
