// Metrics: where the values are while the program runs. Loop thread only, so instruments are plain
// numbers. A reference from here stays good for the life of the Metrics.
#pragma once

#include "monitor/reading.hpp"

#include <map>
#include <string>
#include <vector>

namespace glossd::monitor {

class Metrics {
  public:
    // Of a counter or gauge; made with zero at the first call.
    double& number(Metric metric, const std::vector<std::string>& labels = {});
    Histogram& histogram(Metric metric, const std::vector<std::string>& labels = {});

    Reading read() const;

    // visit(labels, number) for each set of labels of a counter or gauge.
    template <class Visit>
    void each(Metric metric, Visit visit) const {
        for (auto at = numbers_.lower_bound(Series{metric, {}});
             at != numbers_.end() && at->first.metric == metric; ++at) {
            visit(at->first.labels, at->second);
        }
    }

  private:
    std::map<Series, double> numbers_;
    std::map<Series, Histogram> histograms_;
};

}  // namespace glossd::monitor
