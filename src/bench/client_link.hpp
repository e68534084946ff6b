// ClientLink: the server's end of one connection; bytes in, requests out, answers back. It never
// blocks: what the socket does not take waits for the next writable().
#pragma once

#include "bench/http.hpp"
#include "net/unique_fd.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace glossd::bench {

class ClientLink {
  public:
    explicit ClientLink(net::UniqueFd fd) : fd_(std::move(fd)) {}

    int fd() const { return fd_.get(); }

    // Reads what is there. False when the connection broke.
    bool read();
    // Sends what waits. False when the connection broke, or all is sent and it is to be closed.
    bool write();

    std::optional<Request> next_request() { return parser_.next(); }
    bool broken() const { return parser_.broken(); }
    bool input_ended() const { return input_ended_; }
    bool has_output() const { return !output_.empty(); }

    void answer(std::string bytes, bool then_close);
    // Closes with RST instead of FIN: what the other side has not read yet is lost to it.
    void reset();

    bool busy = false;         // a request of this connection is being handled
    bool hung = false;         // and will never be answered
    bool wants_close = false;  // its client asked for `Connection: close`

  private:
    net::UniqueFd fd_;
    RequestParser parser_;
    std::string output_;
    bool input_ended_ = false;
    bool close_when_sent_ = false;
};

}  // namespace glossd::bench
