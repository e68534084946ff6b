// One HTTP/1.1 exchange over an open connection: the only place where requests meet httplib,
// whose decompressors it uses. httplib's client is not: writing the few lines of a request through
// it cost seven times as much, and connecting, limits, deadline and framing are ours anyway.
#pragma once

#include "model/exchange.hpp"
#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/reply_head.hpp"

#include <string>

#include <tl/expected.hpp>

namespace glossd::net {

struct WireRequest {
    std::string method;
    std::string target;      // as it stands in the request line: path, or absolute for a proxy
    model::Headers headers;  // Host included; lengths are added
    const std::string& body;
    std::size_t max_body;  // of the reply, bytes after decompression
};

struct WireReply {
    ReplyHead head;
    std::string body;
    bool reusable = false;  // the connection may serve the next request
};

// Needs 48 KiB of stack, most of it to decompress. After a failure the connection is of no more
// use.
tl::expected<WireReply, Failure> exchange(Connection& connection, const WireRequest& request,
                                          const Waiter& waiter);

}  // namespace glossd::net
