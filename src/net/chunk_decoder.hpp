// ChunkDecoder: takes the frame of a chunked body apart (RFC 9112 section 7.1). Strict where
// httplib is not: a chunk that does not end in CRLF is an error there, not the end of the body,
// and trailers are read past. Pure; a value.
#pragma once

#include "model/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace glossd::net {

class ChunkDecoder {
  public:
    // Takes bytes off the front of `input` and returns the next stretch of body in it, a view
    // into it. Empty: `input` is used up or the body is over; see done().
    model::Result<std::string_view> next(std::string_view& input);

    bool done() const { return state_ == State::done; }

  private:
    enum class State { size, data, data_end, trailer, done };

    model::Result<void> finish_line();

    State state_ = State::size;
    std::uint64_t left_ = 0;         // bytes of the chunk still to come
    std::size_t trailer_bytes_ = 0;  // of all trailers
    std::string line_;               // a size, chunk end or trailer line in the making
};

}  // namespace glossd::net
