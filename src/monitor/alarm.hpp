// Alarm: one threshold with hysteresis. A value over `raise` for `raise_after` raises it; only one
// under `clear` for `clear_after` clears it, so that a value around the threshold is one alarm and
// not twenty. Pure: time is handed in.
#pragma once

#include "model/time.hpp"

#include <optional>

namespace glossd::monitor {

struct Threshold {
    double raise = 0;
    double clear = 0;
    model::Duration raise_after{};
    model::Duration clear_after{};
};

class Alarm {
  public:
    enum class Change { none, raised, cleared };

    explicit Alarm(const Threshold& threshold) : threshold_(threshold) {}

    Change update(double value, model::Instant now);
    bool raised() const { return raised_; }

  private:
    Threshold threshold_;
    bool raised_ = false;
    std::optional<model::Instant> since_;  // the value has been past the other border
};

}  // namespace glossd::monitor
