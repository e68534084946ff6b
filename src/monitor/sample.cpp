#include "monitor/sample.hpp"

namespace glossd::monitor {

Sample folded(const std::vector<Sample>& samples) {
    Sample whole;
    for (const auto& sample : samples) {
        whole.at = sample.at;
        whole.seconds += sample.seconds;
        whole.reading = joined(whole.reading, sample.reading);
    }
    return whole;
}

}  // namespace glossd::monitor
