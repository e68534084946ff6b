// WorkerExchange: the real Exchange: one blocking call on a worker thread, then back to the loop.
// Loop thread only. Closures are destroyed on the loop, because they hold Activity tokens.
#pragma once

#include "engines/apertium/pipelines.hpp"
#include "net/cancel.hpp"
#include "net/http_client.hpp"
#include "pipeline/exchange.hpp"
#include "runtime/loop.hpp"
#include "runtime/worker_pool.hpp"

namespace glossd::pipeline {

class WorkerExchange : public Exchange {
  public:
    WorkerExchange(runtime::Loop& loop, runtime::WorkerPool& workers, net::HttpClient& http,
                   engines::apertium::Pipelines& pipelines, net::CancelFlag& cancel)
        : loop_(loop), workers_(workers), http_(http), pipelines_(pipelines), cancel_(cancel) {}

    void start(model::Request request, model::Duration timeout, Read read) override;

  private:
    model::Reply perform(const model::Request& request, model::Duration timeout);

    runtime::Loop& loop_;
    runtime::WorkerPool& workers_;
    net::HttpClient& http_;
    engines::apertium::Pipelines& pipelines_;
    net::CancelFlag& cancel_;
};

}  // namespace glossd::pipeline
