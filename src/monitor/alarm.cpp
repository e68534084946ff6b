#include "monitor/alarm.hpp"

namespace glossd::monitor {

Alarm::Change Alarm::update(double value, model::Instant now) {
    const bool past = raised_ ? value < threshold_.clear : value > threshold_.raise;
    if (!past) {
        since_.reset();
        return Change::none;
    }
    if (!since_) since_ = now;
    if (now - *since_ < (raised_ ? threshold_.clear_after : threshold_.raise_after)) {
        return Change::none;
    }
    since_.reset();
    raised_ = !raised_;
    return raised_ ? Change::raised : Change::cleared;
}

}  // namespace glossd::monitor
