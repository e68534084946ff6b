// LoopbackLoad: a lane kept busy with real calls over HTTP, each blocking a worker, as the daemon
// makes them. One thread. What one would get wrong: a refused call is put back and made again, so
// work ends only with its answers.
#pragma once

#include "bench/simulated_service.hpp"
#include "flow/lane_driver.hpp"
#include "net/cancel.hpp"
#include "net/http_client.hpp"
#include "runtime/loop.hpp"
#include "runtime/worker_pool.hpp"

#include <string>

namespace glossd::bench {

class LoopbackLoad {
  public:
    LoopbackLoad(std::string url, const flow::LaneLimits& limits);
    ~LoopbackLoad();  // what is in flight is broken off

    // Until so many calls are answered, or for so long. Goes on where it stood.
    LoadFigures run(int calls, model::Duration most);

    const flow::Lane& lane() const { return lane_.lane(); }

  private:
    void start();
    void ended(const model::Reply& reply, flow::CallSeen call);

    const std::string url_;
    net::CancelFlag cancel_;
    net::HttpClient http_;
    runtime::Loop loop_;
    flow::LaneDriver lane_;
    int wanted_ = 0;
    LoadFigures figures_;
    runtime::WorkerPool workers_;  // last: its threads use what is above
};

}  // namespace glossd::bench
