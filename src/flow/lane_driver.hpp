// LaneDriver: gives a Lane its time, its timer and its randomness. Loop thread only. Grants run
// on the loop; whoever is granted must call finish() or give_back() exactly once.
#pragma once

#include "flow/budget.hpp"
#include "flow/lane.hpp"
#include "monitor/meters.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <optional>
#include <random>

namespace glossd::flow {

class LaneDriver {
  public:
    // `parked` is told when the lane is parked for long enough to be worth remembering across a
    // restart, and when it is free again (nullopt).
    using Parked = std::function<void(const Lane&, const std::optional<Park>&)>;

    LaneDriver(runtime::Loop& loop, Lane lane, Parked parked,
               std::optional<monitor::LaneMeter> meter = std::nullopt);
    ~LaneDriver();  // gives back what is set aside of a budget

    // Records the claims in the ledger, together, and answers with a grant each; with nothing when
    // that failed, and not at all when `answer` is null.
    using Granting = std::function<void(const std::vector<model::SpendingGrant>&)>;
    using SetAside = std::function<void(const std::vector<Budget::Claim>&, Granting answer)>;

    // Before the first submit. A lane whose budget is used up is parked, and `parked` is told.
    void keep_to(Budget budget, SetAside set_aside);

    void submit(int priority, Lane::Granted granted);
    // `began`: when its call was started; without one there was no call to measure.
    void finish(const model::Outcome& outcome, std::optional<model::Instant> began = {});
    // As that, of a call an adaptive lane is to learn from.
    void finish(const model::Outcome& outcome, const CallSeen& call);
    void give_back();
    void count_retry();  // what failed is put back to be called again
    void charge(const Charge& charge);

    void park(Park park);                          // as remembered from before a restart
    void continue_from(const LaneDriver& before);  // see Lane
    void go_on_from(const model::LaneFindings& findings) {
        lane_.go_on_from(findings, loop_.now());
    }

    // When it looks again by itself.
    std::optional<model::Instant> due() const { return timer_.due(); }

    const Lane& lane() const { return lane_; }
    model::Instant now() const { return loop_.now(); }

  private:
    // What keep_to() was given.
    struct Purse {
        Budget budget;
        SetAside set_aside;
        std::optional<model::Instant> ledger_fails_until;  // when to ask it again
    };

    void end(const model::Outcome& outcome, const std::optional<CallSeen>& call);
    void pump();
    std::optional<model::Instant> next_at();
    std::size_t affordable();
    void set_aside();
    void taken(const std::vector<Budget::Claim>& claims,
               const std::vector<model::SpendingGrant>& grants);
    void park_for_budget();

    runtime::Loop& loop_;
    Lane lane_;
    Parked parked_;
    std::optional<monitor::LaneMeter> meter_;
    std::optional<Purse> purse_;
    runtime::Timer timer_;
    std::mt19937 random_{std::random_device{}()};
    bool pumping_ = false;
    bool told_parked_ = false;
};

}  // namespace glossd::flow
