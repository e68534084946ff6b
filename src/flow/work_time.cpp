#include "flow/work_time.hpp"

namespace glossd::flow {

double WorkTime::for_usual_work(double work, double seconds) {
    seconds_.add(work, seconds);
    // More calls at once may have meant more work a call: no more than in proportion.
    const auto slope = seconds_.slope();
    if (!slope) return seconds;
    const double expected = seconds_.mean_y() + *slope * (work - seconds_.mean_x());
    return expected > 0 ? seconds * seconds_.mean_y() / expected : seconds;
}

}  // namespace glossd::flow
