// A listening socket on 127.0.0.1 that can refuse for a while and keep its port. Non-blocking.
// One thread at a time.
#pragma once

#include "model/result.hpp"
#include "net/unique_fd.hpp"

#include <cstdint>

namespace glossd::bench {

class Listener {
  public:
    model::Result<void> open();  // chooses the port

    int fd() const { return socket_.get(); }
    std::uint16_t port() const { return port_; }

    // A socket that is bound and does not listen: the system answers with a reset. The file
    // descriptor changes.
    void refuse();
    void listen_again();

    net::UniqueFd accept();  // empty when nobody waits

  private:
    bool bind_socket();

    net::UniqueFd socket_;
    std::uint16_t port_ = 0;
};

}  // namespace glossd::bench
