#include "monitor/metrics.hpp"

namespace glossd::monitor {

double& Metrics::number(Metric metric, const std::vector<std::string>& labels) {
    return numbers_[Series{metric, labels}];
}

Histogram& Metrics::histogram(Metric metric, const std::vector<std::string>& labels) {
    return histograms_[Series{metric, labels}];
}

Reading Metrics::read() const {
    Reading reading;
    for (const auto& [series, number] : numbers_) reading[series].number = number;
    for (const auto& [series, histogram] : histograms_) {
        reading[series].distribution = histogram.distribution();
    }
    return reading;
}

}  // namespace glossd::monitor
