#include "bench/rate_window.hpp"

#include "bench/timestamp.hpp"

#include <algorithm>

namespace glossd::bench {

bool RateWindow::take(const std::string& token, model::WallTime now) {
    if (limit_ <= 0) return true;
    auto& count = counts_[token];
    if (count.window != number_of(now)) count = {number_of(now), 0};
    return ++count.used <= limit_;
}

int RateWindow::remaining(const std::string& token, model::WallTime now) const {
    const auto found = counts_.find(token);
    const bool current = found != counts_.end() && found->second.window == number_of(now);
    return std::max(limit_ - (current ? found->second.used : 0), 0);
}

model::WallTime RateWindow::reset(model::WallTime now) const {
    return model::WallTime(window_ * (number_of(now) + 1));
}

model::Headers RateWindow::headers(const std::string& token, model::WallTime now) const {
    if (limit_ <= 0) return {};
    return {{"X-RateLimit-Limit", std::to_string(limit_)},
            {"X-RateLimit-Remaining", std::to_string(remaining(token, now))},
            {"X-RateLimit-Reset", iso_timestamp(reset(now), 6)}};
}

}  // namespace glossd::bench
