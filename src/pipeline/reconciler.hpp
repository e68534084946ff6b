// Reconciler: finds out what became of a part whose outcome is unknown, by reading the account
// back through the target's lane. Loop thread only. One read that finds nothing proves nothing
// (see proves_absence): a server may still be working on a request whose client is gone.
#pragma once

#include "config/config.hpp"
#include "flow/lane_driver.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "publishers/publisher.hpp"
#include "store/database.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <variant>

namespace glossd::pipeline {

class Reconciler {
  public:
    struct AbsentNow {  // nothing there when the read began; whether that is proof, the caller says
        model::WallTime began;
    };
    using Finding = std::variant<publishers::Published, AbsentNow, model::Outcome>;
    using Found = std::function<void(const Finding&)>;

    Reconciler(store::Database& database, Exchange& exchange, flow::LaneDriver& lane,
               const publishers::Publisher& publisher, const config::TargetSettings& target,
               Activity& activity, std::function<void()> asked);

    // The lane has granted once; every further call of the look-up takes a grant of its own.
    void look_up(const publishers::SendPart& part, const publishers::AccountFacts& facts,
                 Found found);

    void stop() { stopped_ = true; }

  private:
    struct Search;
    using SearchPtr = std::shared_ptr<Search>;

    void read(const SearchPtr& search);
    void take(const SearchPtr& search, const publishers::LookedUp& looked_up);

    store::Database& database_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    const publishers::Publisher& publisher_;
    const config::TargetSettings& target_;
    Activity& activity_;
    std::function<void()> asked_;  // a request went out
    bool stopped_ = false;
};

// Two reads found nothing and the last of them began after `settle` from the attempt's start.
bool proves_absence(int absent_reads, model::WallTime began, model::WallTime attempt_started,
                    model::Duration settle);

}  // namespace glossd::pipeline
