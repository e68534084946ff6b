// Retractor: deletes from one account what a person wants gone, part by part, through the account's
// lane. Loop thread only. What there is to delete is read from the ledger; deleting twice does no
// harm, so nothing is marked before a request leaves.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "publishers/publisher.hpp"
#include "store/database.hpp"

#include <deque>
#include <functional>
#include <string>

namespace glossd::pipeline {

class Retractor {
  public:
    // `asked`: a request goes out.
    Retractor(store::Database& database, Exchange& exchange, flow::LaneDriver& lane,
              const publishers::Publisher& publisher, const config::TargetSettings& target,
              Activity& activity, std::function<void()> asked);

    void wake();  // the ledger may have something to delete
    void stop() { stopped_ = true; }

  private:
    void next();
    void granted();
    void answered(const model::Outcome& outcome, model::Instant began);
    void deleted();
    void give_up(const std::string& reason);
    void put_off(const std::string& reason);

    store::Database& database_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    const publishers::Publisher& publisher_;
    const config::TargetSettings& target_;
    Activity& activity_;
    std::function<void()> asked_;
    std::deque<store::Retraction> open_;
    bool busy_ = false;
    bool again_ = false;  // woken while it was busy
    bool stopped_ = false;
};

// Open retractions of a target that can go on: what was not sent never will be, and what is being
// sent, or may have been, waits until that is known. Those without a published part are done.
std::deque<store::Retraction> take_retractions(store::Tables& tables, const std::string& target,
                                               model::WallTime now);

}  // namespace glossd::pipeline
