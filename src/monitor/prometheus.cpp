// The text form of a reading; the only file that sees prometheus-cpp.
#include "monitor/reading.hpp"

#include <sstream>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace glossd::monitor {

namespace {

constexpr double microseconds_a_second = 1e6;

prometheus::MetricType native(Kind kind) {
    switch (kind) {
        case Kind::counter:
            return prometheus::MetricType::Counter;
        case Kind::gauge:
            return prometheus::MetricType::Gauge;
        case Kind::histogram:
            return prometheus::MetricType::Histogram;
    }
    return prometheus::MetricType::Untyped;
}

prometheus::ClientMetric::Histogram histogram_of(const MetricFacts& facts,
                                                 const Distribution& distribution) {
    prometheus::ClientMetric::Histogram histogram;
    histogram.sample_count = distribution.count;
    histogram.sample_sum = distribution.sum;
    for (int power = facts.first_bucket; power <= facts.last_bucket; ++power) {
        const Microseconds limit(std::int64_t{1} << power);
        histogram.bucket.push_back({distribution.at_most(limit),
                                    static_cast<double>(limit.count()) / microseconds_a_second});
    }
    histogram.bucket.push_back({distribution.count, std::numeric_limits<double>::infinity()});
    return histogram;
}

prometheus::ClientMetric metric_of(const MetricFacts& facts, const Series& series,
                                   const Value& value) {
    prometheus::ClientMetric metric;
    for (std::size_t i = 0; i < facts.labels.size(); ++i) {
        metric.label.push_back({std::string(facts.labels[i]), series.labels.at(i)});
    }
    metric.counter.value = value.number;
    metric.gauge.value = value.number;
    if (facts.kind == Kind::histogram) metric.histogram = histogram_of(facts, value.distribution);
    return metric;
}

}  // namespace

std::string to_prometheus(const Reading& reading) {
    std::vector<prometheus::MetricFamily> families;
    for (const auto& [series, value] : reading) {
        const auto& facts = facts_of(series.metric);
        if (families.empty() || families.back().name != facts.name) {
            families.push_back(
                {std::string(facts.name), std::string(facts.help), native(facts.kind), {}});
        }
        families.back().metric.push_back(metric_of(facts, series, value));
    }
    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, families);
    return text.str();
}

}  // namespace glossd::monitor
