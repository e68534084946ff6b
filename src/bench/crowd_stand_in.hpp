// CrowdStandIn: a SimulatedService in real time, behind HTTP on loopback: it slows, refuses and
// counts as its traits say, and says nothing about them. Any thread. What one would get wrong: it
// refuses at once, and what it has accepted takes its time whatever becomes of the client.
#pragma once

#include "bench/server.hpp"
#include "bench/simulated_service.hpp"

#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <vector>

namespace glossd::bench {

class CrowdStandIn {
  public:
    static model::Result<std::unique_ptr<CrowdStandIn>> start(const ServiceTraits& traits);

    std::string url() const { return server_->url("/"); }
    ServerStats stats() const { return server_->stats(); }
    void move_knee(int knee);

  private:
    struct Accepted {
        model::Instant ends;
        SimulatedService::Answer answer;
        bool operator>(const Accepted& other) const { return ends > other.ends; }
    };

    explicit CrowdStandIn(const ServiceTraits& traits) : service_(traits) {}

    Response handle();  // the server's thread

    std::mutex mutex_;  // what follows
    SimulatedService service_;
    std::priority_queue<Accepted, std::vector<Accepted>, std::greater<>> accepted_;
    std::unique_ptr<Server> server_;  // last: its thread uses all of the above
};

}  // namespace glossd::bench
