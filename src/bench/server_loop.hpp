// ServerLoop: the thread behind Server. Connections and the requests in flight are apart: a
// request outlives its connection and is handled when its time has come.
#pragma once

#include "bench/client_link.hpp"
#include "bench/listener.hpp"
#include "bench/server.hpp"
#include "net/unique_fd.hpp"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

namespace glossd::bench {

class ServerLoop {
  public:
    ServerLoop(Service service, std::shared_ptr<Faults> faults, Acceptance acceptance);
    ~ServerLoop();

    // Any thread.
    model::Result<void> start();
    void stop();
    void refuse(bool on);
    std::uint16_t port() const { return port_; }
    ServerStats stats() const;

  private:
    struct Flight {
        std::uint64_t client = 0;
        Request request;
        Decision decision;
        std::optional<Response> response;  // once handled
    };
    using Due = std::pair<model::Instant, std::uint64_t>;  // with a number that makes it unique

    // The functions below: the loop's thread.
    void run();
    int wait_time() const;  // milliseconds, -1 for ever
    bool obey();            // orders of other threads; false: stop
    void accept_all();
    void on_event(std::uint64_t id, std::uint32_t events);
    void serve(std::uint64_t id, ClientLink& link);
    void arrive(std::uint64_t id, ClientLink& link, Request request);
    std::optional<Response> refusal(const Flight& flight);
    void schedule(Flight flight, model::Duration delay);
    void handle(Flight& flight);
    void run_due();
    void finish(const Flight& flight);
    void answer(std::uint64_t id, ClientLink& link, const Response& response);
    Response error(int status) const;
    void watch(int fd, std::uint64_t id, std::uint32_t events, int operation);
    void flush(std::uint64_t id, ClientLink& link);
    void drop(std::uint64_t id);
    void wake();
    void count_flight(int change);

    const Service service_;
    const std::shared_ptr<Faults> faults_;
    const Acceptance acceptance_;
    Listener listener_;
    std::uint16_t port_ = 0;
    net::UniqueFd epoll_;
    net::UniqueFd wake_;
    std::unordered_map<std::uint64_t, ClientLink> clients_;
    std::map<Due, Flight> flights_;
    std::uint64_t last_number_ = 1;  // of connections and flights; 0 and 1 are the loop's own

    mutable std::mutex mutex_;  // what follows
    ServerStats stats_;
    bool stop_wanted_ = false;
    bool refuse_wanted_ = false;
    bool refusing_ = false;
    std::condition_variable obeyed_;
    std::thread thread_;
};

}  // namespace glossd::bench
