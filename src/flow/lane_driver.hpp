// LaneDriver: gives a Lane its time, its timer and its randomness. Loop thread only. Grants run
// on the loop; whoever is granted must call finish() or give_back() exactly once.
#pragma once

#include "flow/lane.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <random>

namespace glossd::flow {

class LaneDriver {
  public:
    // `parked` is told when the lane is parked for long enough to be worth remembering across a
    // restart, and when it is free again (nullopt).
    using Parked = std::function<void(const Lane&, const std::optional<Park>&)>;

    LaneDriver(runtime::Loop& loop, Lane lane, Parked parked);

    void submit(int priority, Lane::Granted granted);
    void finish(const model::Outcome& outcome);
    void give_back();
    void charge(const Charge& charge) { lane_.charge(charge, loop_.now()); }

    void park(Park park);                          // as remembered from before a restart
    void continue_from(const LaneDriver& before);  // see Lane

    const Lane& lane() const { return lane_; }

  private:
    void pump();

    runtime::Loop& loop_;
    Lane lane_;
    Parked parked_;
    runtime::Timer timer_;
    std::mt19937 random_{std::random_device{}()};
    bool pumping_ = false;
    bool told_parked_ = false;
};

}  // namespace glossd::flow
