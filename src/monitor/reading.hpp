// Reading: the values of all metrics at one moment, or what was added between two. A value.
// What one would get wrong: counters and histograms subtract and add up, gauges do neither; of
// two readings the later one's gauges count.
#pragma once

#include "model/result.hpp"
#include "monitor/catalogue.hpp"
#include "monitor/histogram.hpp"

#include <compare>
#include <map>
#include <string>
#include <vector>

namespace glossd::monitor {

struct Series {
    Metric metric = Metric::count_;
    std::vector<std::string> labels;  // as MetricFacts::labels

    auto operator<=>(const Series&) const = default;
};

struct Value {
    double number = 0;          // of a counter or gauge
    Distribution distribution;  // of a histogram

    bool operator==(const Value&) const = default;
};

using Reading = std::map<Series, Value>;

double number(const Reading& reading, Metric metric, const std::vector<std::string>& labels = {});
Distribution distribution(const Reading& reading, Metric metric,
                          const std::vector<std::string>& labels = {});
// Every set of labels that the metric has a value for.
std::vector<std::vector<std::string>> labels_of(const Reading& reading, Metric metric);

// What `later` added to `earlier`.
Reading difference(const Reading& later, const Reading& earlier);
// Two intervals in a row as one.
Reading joined(const Reading& first, const Reading& second);

// For the ledger: JSON without what is zero. Metrics that this version does not have are left
// out in reading; an error is text that is no reading at all.
std::string encode(const Reading& reading);
model::Result<Reading> decode_reading(const std::string& text);

// Prometheus text exposition (version 0.0.4).
std::string to_prometheus(const Reading& reading);

}  // namespace glossd::monitor
