// RawClient: a connection to loopback that sends bytes as they are and may go away at any moment.
#pragma once

#include "net/unique_fd.hpp"

#include <cstdint>
#include <string>

namespace glossd::test {

class RawClient {
  public:
    explicit RawClient(std::uint16_t port);

    bool connected() const { return connected_; }
    void send(const std::string& bytes);
    // Until it holds `text`, or the other side closes or resets.
    std::string read_until(const std::string& text);
    // All until the end; `reset` says how it ended.
    std::string read_all();
    bool reset() const { return reset_; }
    bool silent_for(int milliseconds) const;
    void close() { fd_.reset(); }

  private:
    bool read_some();

    net::UniqueFd fd_;
    bool connected_ = false;
    bool reset_ = false;
    std::string read_;
};

}  // namespace glossd::test
