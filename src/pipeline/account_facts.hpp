// FactsKeeper: what the account's server allows and who we are there, asked through the target's
// lane before anything is sent and again every hour. Loop thread only.
#pragma once

#include "config/config.hpp"
#include "flow/lane_driver.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "publishers/publisher.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <optional>

namespace glossd::pipeline {

class FactsKeeper {
  public:
    // `ready` is called when facts have come in; `failed` for each attempt that did not work.
    struct Events {
        std::function<void()> ready;
        std::function<void()> asked;  // a request went out
        std::function<void()> failed;
    };

    FactsKeeper(runtime::Loop& loop, Exchange& exchange, flow::LaneDriver& lane,
                const publishers::Publisher& publisher, const config::TargetSettings& target,
                Activity& activity, Events events);

    // The facts while they are fresh, else nothing: then ask().
    const publishers::AccountFacts* fresh() const;
    void ask();  // goes on until the server has answered; once at a time
    void stop() { stopped_ = true; }

  private:
    void step(publishers::Progress progress);
    void take(const publishers::Prepared& prepared);

    runtime::Loop& loop_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    const publishers::Publisher& publisher_;
    const config::TargetSettings& target_;
    Activity& activity_;
    Events events_;
    std::optional<publishers::AccountFacts> facts_;
    model::Instant read_at_{};
    bool asking_ = false;
    bool stopped_ = false;
};

}  // namespace glossd::pipeline
