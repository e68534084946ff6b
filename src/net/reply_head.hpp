// ReplyHead: status line and headers of an HTTP/1 reply, parsed strictly enough to trust its
// framing and kindly enough for the servers there are (RFC 9112). httplib's own parser is not
// used: it runs std::regex over the status line (a long one overflows the stack) and decodes
// percent signs in header values. Pure; any thread.
#pragma once

#include "model/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace glossd::net {

inline constexpr std::size_t kMaxStatusLine = 8 * 1024;
inline constexpr std::size_t kMaxHead = 64 * 1024;  // bytes, status line included
inline constexpr std::size_t kMaxHeaders = 200;

enum class Framing { none, length, chunked, until_close };

struct ReplyHead {
    int status = 0;
    model::Headers headers;
    Framing framing = Framing::until_close;
    std::uint64_t length = 0;                   // of Framing::length
    bool keep_alive = false;                    // the connection may serve another request
    std::optional<model::Duration> idle_limit;  // Keep-Alive: timeout=N
    std::string encoding;                       // "", "gzip", "deflate" or "br"
};

// Where the head ends in `bytes` (past its empty line), once it is there; an error as soon as
// no continuation could be a good head. `scanned` says how much was looked at before.
model::Result<std::optional<std::size_t>> find_head_end(std::string_view bytes,
                                                        std::size_t scanned);

// `head` as found by find_head_end. `method` decides whether a body follows.
model::Result<ReplyHead> parse_head(std::string_view head, std::string_view method);

}  // namespace glossd::net
