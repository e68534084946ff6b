// ReplyReader: one reply off a connection: its head, then its body without the framing, still
// compressed. The body ends with nothing only when it is whole; anything less is an error.
// One exchange, one job.
#pragma once

#include "net/chunk_decoder.hpp"
#include "net/connection.hpp"
#include "net/reply_head.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace glossd::net {

class ReplyReader {
  public:
    ReplyReader(Connection& connection, const Waiter& waiter)
        : connection_(connection), waiter_(waiter) {}

    // Skips interim replies (1xx).
    model::Result<ReplyHead> read_head(std::string_view method);

    // After read_head: the next stretch of the body, valid until the next call; empty: the body is
    // complete.
    model::Result<std::string_view> read_body();

    // Any byte of a reply has come: the server is there and has read something.
    bool begun() const { return begun_; }

    // Nothing was received beyond what has been read.
    bool drained() const { return position_ == buffer_.size(); }

    // After the whole body: the connection may serve the next request.
    bool reusable() const;

  private:
    model::Result<bool> fill();  // false: the other side has closed
    model::Result<std::string_view> read_plain();
    model::Result<std::string_view> read_chunked();

    Connection& connection_;
    const Waiter& waiter_;
    std::string buffer_;  // received, from position_ on not yet used
    std::size_t position_ = 0;
    bool begun_ = false;
    Framing framing_ = Framing::none;
    std::uint64_t left_ = 0;  // of Framing::length
    ChunkDecoder chunks_;
    bool keep_alive_ = false;
};

}  // namespace glossd::net
