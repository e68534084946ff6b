// One HTTP/1.1 exchange over an open connection: the only place where requests meet httplib,
// which writes the request and decompresses the reply. It never sees a socket: connecting, TLS,
// limits, deadline and framing are ours (its own have no limits and restart their time-outs).
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

// Needs 48 KiB of stack. After a failure the connection is of no more use.
tl::expected<WireReply, Failure> exchange(Connection& connection, const WireRequest& request,
                                          const Waiter& waiter);

}  // namespace glossd::net
