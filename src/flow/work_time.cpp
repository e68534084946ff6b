#include "flow/work_time.hpp"

#include <algorithm>

namespace glossd::flow {

double WorkTime::for_usual_work(double work, double seconds) {
    constexpr double memory = 200;
    calls_ = std::min(calls_ + 1, memory);
    const double weight = 1 / calls_;
    const double from_work = work - work_;
    const double from_seconds = seconds - seconds_;
    work_ += weight * from_work;
    seconds_ += weight * from_seconds;
    variance_ = (1 - weight) * (variance_ + weight * from_work * from_work);
    covariance_ = (1 - weight) * (covariance_ + weight * from_work * from_seconds);
    if (variance_ <= 0 || covariance_ <= 0) return seconds;
    // More calls at once may have meant more work a call: no more than in proportion.
    const double slope = std::min(covariance_ / variance_, seconds_ / work_);
    const double expected = seconds_ + slope * (work - work_);
    return expected > 0 ? seconds * seconds_ / expected : seconds;
}

}  // namespace glossd::flow
