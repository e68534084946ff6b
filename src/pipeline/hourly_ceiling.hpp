// HourlyCeiling: a target's max_per_hour, in parts. A value over a `now` handed in. Unlike a
// token bucket it lets a burst through and then stands still, which is what a ceiling is for.
#pragma once

#include "model/time.hpp"

#include <deque>
#include <optional>
#include <vector>

namespace glossd::pipeline {

class HourlyCeiling {
  public:
    explicit HourlyCeiling(int most) : most_(most) {}  // zero: no ceiling

    void published(model::Instant when) {
        if (most_ > 0) parts_.push_back(when);
    }

    // A part on its way takes its place before it is known what becomes of it.
    void reserve() { ++reserved_; }
    void release() { --reserved_; }

    // Nothing when a part may go now, else when the next one may by time alone.
    std::optional<model::Instant> closed_until(model::Instant now) {
        while (!parts_.empty() && now - parts_.front() >= hour) parts_.pop_front();
        const auto most = static_cast<std::size_t>(most_);
        const auto taken = parts_.size() + reserved_;
        if (most == 0 || taken < most) return std::nullopt;
        return taken - most < parts_.size() ? parts_[taken - most] + hour : now + hour;
    }

  private:
    static constexpr std::chrono::hours hour{1};

    int most_;
    std::size_t reserved_ = 0;
    std::deque<model::Instant> parts_;
};

}  // namespace glossd::pipeline
