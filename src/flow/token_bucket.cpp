#include "flow/token_bucket.hpp"

#include <algorithm>

namespace glossd::flow {

using Seconds = std::chrono::duration<double>;

TokenBucket::TokenBucket(double per_minute, model::Instant now) : updated_(now) {
    if (per_minute <= 0) return;
    capacity_ = std::max(1.0, per_minute / 60);
    // A limit of 1 a minute has no room for a burst beside its refill.
    per_second_ = per_minute > capacity_ ? (per_minute - capacity_) / 60 : per_minute / 60;
    level_ = capacity_;
}

double TokenBucket::level_at(model::Instant now) const {
    const double elapsed = std::max(0.0, Seconds(now - updated_).count());
    return std::min(capacity_, level_ + per_second_ * elapsed);
}

bool TokenBucket::has(double amount, model::Instant now) const {
    if (unlimited()) return true;
    // A refill computed over the time that ready_at names may fall short by rounding.
    constexpr double rounding = 1e-6;
    return level_at(now) + rounding >= std::min(amount, capacity_);
}

void TokenBucket::take(double amount, model::Instant now) {
    if (unlimited()) return;
    level_ = level_at(now) - amount;
    updated_ = now;
}

void TokenBucket::give_back(double amount) {
    if (!unlimited()) level_ = std::min(capacity_, level_ + amount);
}

void TokenBucket::empty(model::Instant now) {
    if (unlimited()) return;
    level_ = std::min(0.0, level_at(now));
    updated_ = now;
}

void TokenBucket::continue_from(const TokenBucket& before, model::Instant now) {
    if (unlimited() || before.unlimited()) return;
    level_ = std::min(capacity_, before.level_at(now));
    updated_ = now;
}

model::Instant TokenBucket::ready_at(double amount, model::Instant now) const {
    if (has(amount, now)) return now;
    const double missing = std::min(amount, capacity_) - level_at(now);
    return now + std::chrono::ceil<model::Duration>(Seconds(missing / per_second_));
}

}  // namespace glossd::flow
