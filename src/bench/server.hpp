// An HTTP/1.1 server on loopback with one thread and epoll, so that hundreds of slow requests in
// flight cost next to nothing beside the program under test. A request whose client has gone is
// still handled to its end: a killed client's post may be accepted after its death.
#pragma once

#include "bench/faults.hpp"
#include "bench/http.hpp"
#include "model/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace glossd::bench {

// When the side effects of a request happen, seen from its latency.
enum class Acceptance { at_start, at_end };

// Called on the server's thread, one at a time. `admit` and `error` may be empty.
struct Service {
    // On arrival. An answer given here goes out at once, and handle() is not called.
    std::function<std::optional<Response>(const Request&)> admit;
    // The side effects and the answer.
    std::function<Response(const Request&)> handle;
    // How this service words a fault's 429, 500 or 503.
    std::function<Response(int status)> error;
};

struct ServerStats {
    std::uint64_t connections = 0;  // accepted in all
    std::uint64_t requests = 0;     // complete ones that arrived
    std::uint64_t handled = 0;
    std::size_t in_flight = 0;  // arrived, neither answered nor given up
    std::size_t most_in_flight = 0;
};

class ServerLoop;

// Any thread. Keep-alive; one request at a time on a connection.
class Server {
  public:
    // On 127.0.0.1 and a port of the system's choice.
    static model::Result<std::unique_ptr<Server>> start(Service service,
                                                        std::shared_ptr<Faults> faults,
                                                        Acceptance acceptance = Acceptance::at_end);
    ~Server();

    std::uint16_t port() const;
    std::string url(const std::string& path = "") const;  // "http://127.0.0.1:4711" + path
    ServerStats stats() const;

    // While on, new connections are refused; those that are open go on. Waits until it is so.
    void refuse(bool on);
    // Waits for the handler that runs; what waits for its latency is dropped.
    void stop();

  private:
    explicit Server(std::unique_ptr<ServerLoop> loop);

    std::unique_ptr<ServerLoop> loop_;
};

}  // namespace glossd::bench
