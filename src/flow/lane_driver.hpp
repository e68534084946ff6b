// LaneDriver: gives a Lane its time, its timer and its randomness. Loop thread only. Grants run
// on the loop; whoever is granted must call finish() or give_back() exactly once.
#pragma once

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

    void submit(int priority, Lane::Granted granted);
    // `began`: when its call was started; without one there was no call to measure.
    void finish(const model::Outcome& outcome, std::optional<model::Instant> began = {});
    void give_back();
    void count_retry();  // what failed is put back to be called again
    void charge(const Charge& charge) { lane_.charge(charge, loop_.now()); }

    void park(Park park);                          // as remembered from before a restart
    void continue_from(const LaneDriver& before);  // see Lane

    const Lane& lane() const { return lane_; }
    model::Instant now() const { return loop_.now(); }

  private:
    void pump();

    runtime::Loop& loop_;
    Lane lane_;
    Parked parked_;
    std::optional<monitor::LaneMeter> meter_;
    runtime::Timer timer_;
    std::mt19937 random_{std::random_device{}()};
    bool pumping_ = false;
    bool told_parked_ = false;
};

}  // namespace glossd::flow
