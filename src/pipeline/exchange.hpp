// Exchange: carries a request to the world on a worker thread and the reply back to the loop.
// The one seam between decisions and I/O; tests put a fake here.
#pragma once

#include "model/exchange.hpp"

#include <functional>

namespace glossd::pipeline {

class Exchange {
  public:
    // Runs on the loop, after Read.
    using Completion = std::function<void()>;
    // Runs on the worker: turns the reply into the completion that the loop will run. It touches
    // nothing shared; plug-ins are pure, so calling them here is safe.
    using Read = std::function<Completion(model::Reply)>;

    virtual ~Exchange() = default;

    // Loop thread. `timeout` is absolute for the whole exchange.
    virtual void start(model::Request request, model::Duration timeout, Read read) = 0;
};

}  // namespace glossd::pipeline
