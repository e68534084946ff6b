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

model::Headers RateWindow::headers(const std::string& token, model::WallTime now) const {
    if (limit_ <= 0) return {};
    const auto found = counts_.find(token);
    const bool current = found != counts_.end() && found->second.window == number_of(now);
    const int used = current ? found->second.used : 0;
    const model::WallTime reset(window_ * (number_of(now) + 1));
    return {{"X-RateLimit-Limit", std::to_string(limit_)},
            {"X-RateLimit-Remaining", std::to_string(std::max(limit_ - used, 0))},
            {"X-RateLimit-Reset", iso_timestamp(reset, 6)}};
}

}  // namespace glossd::bench
