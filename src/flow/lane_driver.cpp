#include "flow/lane_driver.hpp"

#include <utility>

namespace glossd::flow {

namespace {

// Shorter pauses are over before a restart would be.
constexpr std::chrono::seconds worth_remembering{5};

}  // namespace

LaneDriver::LaneDriver(runtime::Loop& loop, Lane lane, Parked parked,
                       std::optional<monitor::LaneMeter> meter)
    : loop_(loop),
      lane_(std::move(lane)),
      parked_(std::move(parked)),
      meter_(std::move(meter)),
      timer_(loop, [this] { pump(); }) {}

void LaneDriver::submit(int priority, Lane::Granted granted) {
    lane_.push(priority, std::move(granted));
    pump();
}

void LaneDriver::count_retry() {
    if (meter_) meter_->retried();
}

void LaneDriver::finish(const model::Outcome& outcome, std::optional<model::Instant> began) {
    if (meter_ && began) meter_->ended(outcome.kind, loop_.now() - *began);
    const auto before = lane_.parked();
    lane_.finish(outcome, loop_.now(), std::uniform_real_distribution<>(0, 1)(random_));
    const auto& park = lane_.parked();
    const bool long_park = park && (!park->until || *park->until - loop_.now() > worth_remembering);
    if (long_park && park != before) {
        told_parked_ = true;
        parked_(lane_, park);
    } else if (told_parked_ && !park) {
        told_parked_ = false;
        parked_(lane_, std::nullopt);
    }
    pump();
}

void LaneDriver::give_back() {
    lane_.give_back();
    pump();
}

void LaneDriver::park(Park park) {
    told_parked_ = true;
    lane_.park(std::move(park));
    pump();
}

void LaneDriver::continue_from(const LaneDriver& before) {
    lane_.continue_from(before.lane_, loop_.now());
    told_parked_ = before.told_parked_;
}

void LaneDriver::pump() {
    // A grant may submit, finish or give back at once; the outer call picks that up.
    if (pumping_) return;
    pumping_ = true;
    while (true) {
        auto granted = lane_.grant(loop_.now());
        if (granted.empty()) break;
        for (const auto& start : granted) start();
    }
    pumping_ = false;
    timer_.set(lane_.next_at(loop_.now()));
}

}  // namespace glossd::flow
