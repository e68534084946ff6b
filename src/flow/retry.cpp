#include "flow/retry.hpp"

#include <algorithm>
#include <cmath>

namespace glossd::flow {

namespace {

model::Duration scaled(model::Duration duration, double factor) {
    return std::chrono::ceil<model::Duration>(duration * factor);
}

}  // namespace

model::Duration RetryPolicy::delay(int failures, double random) const {
    const double growth = std::ldexp(1.0, std::clamp(failures - 1, 0, 30));
    const auto ceiling = std::min<std::chrono::duration<double, std::milli>>(cap, base * growth);
    return std::chrono::ceil<model::Duration>(ceiling * std::max(0.1, random));
}

model::Duration RetryPolicy::told(model::Duration retry_after, double random) {
    const auto jitter = std::min<model::Duration>(std::chrono::seconds(1), retry_after / 10);
    return retry_after + scaled(jitter, random);
}

RetryBudget::RetryBudget(model::Instant now, double ratio, double reserve, model::Duration window)
    : ratio_(ratio), reserve_(reserve), window_(window), balance_(reserve), updated_(now) {}

void RetryBudget::decay(model::Instant now) {
    const double elapsed = std::chrono::duration<double>(now - updated_) / window_;
    if (elapsed <= 0) return;
    // What calls earned fades over the window; the reserve comes back over the same time.
    const double keep = std::exp(-elapsed);
    balance_ = reserve_ + (balance_ - reserve_) * keep;
    updated_ = now;
}

void RetryBudget::call(model::Instant now) {
    decay(now);
    balance_ += ratio_;
}

bool RetryBudget::try_retry(model::Instant now) {
    decay(now);
    if (balance_ < 1) return false;
    balance_ -= 1;
    return true;
}

}  // namespace glossd::flow
