// What a redirect makes of a request (RFC 9110 section 15.4). A new origin gets no credentials
// and no trust: only headers known to be harmless go along. Pure; any thread.
#pragma once

#include "model/exchange.hpp"

#include <optional>
#include <string>

namespace glossd::net {

inline constexpr std::size_t kMaxRedirects = 5;

// The next request, or none when the reply is no redirect or names no usable place. `first` is
// the request as its maker wrote it: going back to its origin regains its trust, nothing else
// does. An error when the way leads from https to http.
model::Result<std::optional<model::HttpRequest>> next_hop(const model::HttpRequest& first,
                                                          const model::HttpRequest& current,
                                                          const model::HttpReply& reply);

}  // namespace glossd::net
