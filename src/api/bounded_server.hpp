// BoundedServer: httplib's server with an end to every connection. What one would get wrong:
// httplib's read time-out starts anew with every byte and it reads headers without limit, so a
// client that sends a byte a second, or headers for ever, would keep a thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>

#include <httplib.h>

namespace glossd::api {

struct ConnectionBounds {
    std::chrono::milliseconds first_byte{2'000};  // from the connection on
    std::chrono::milliseconds whole{10'000};      // from the connection to the answer's last byte
    std::size_t bytes = 64 * 1024;                // of a request, with its headers
};

// One request a connection. A client that passes a bound is cut off; what is answered by then, and
// can still be sent, is.
class BoundedServer : public httplib::Server {
  public:
    explicit BoundedServer(const ConnectionBounds& bounds) : bounds_(bounds) {}

    void end();  // as stop(), and ends the connections that are waited for

  private:
    bool process_and_close_socket(socket_t socket) override;

    const ConnectionBounds bounds_;
    std::atomic<bool> ending_{false};
};

}  // namespace glossd::api
