#include "monitor/reading.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace glossd::monitor {

using nlohmann::json;

namespace {

const Value* find(const Reading& reading, Metric metric, const std::vector<std::string>& labels) {
    const auto found = reading.find(Series{metric, labels});
    return found == reading.end() ? nullptr : &found->second;
}

bool is_zero(const Value& value) {
    return value.number == 0 && value.distribution.count == 0;
}

json value_json(Kind kind, const Value& value) {
    if (kind != Kind::histogram) return value.number;
    json buckets = json::array();
    for (const auto& [bucket, count] : value.distribution.buckets) {
        buckets.push_back(bucket);
        buckets.push_back(count);
    }
    return {value.distribution.sum, std::move(buckets)};
}

Value value_from(Kind kind, const json& stored) {
    Value value;
    if (kind != Kind::histogram) {
        value.number = stored.get<double>();
        return value;
    }
    value.distribution.sum = stored.at(0).get<double>();
    const auto& flat = stored.at(1);
    for (std::size_t i = 0; i + 1 < flat.size(); i += 2) {
        const auto bucket = flat[i].get<std::uint32_t>();
        const auto count = flat[i + 1].get<std::uint64_t>();
        value.distribution.buckets.emplace_back(std::min(bucket, Histogram::bucket_count - 1),
                                                count);
        value.distribution.count += count;
    }
    return value;
}

}  // namespace

double number(const Reading& reading, Metric metric, const std::vector<std::string>& labels) {
    const auto* value = find(reading, metric, labels);
    return value ? value->number : 0;
}

Distribution distribution(const Reading& reading, Metric metric,
                          const std::vector<std::string>& labels) {
    const auto* value = find(reading, metric, labels);
    return value ? value->distribution : Distribution{};
}

std::vector<std::vector<std::string>> labels_of(const Reading& reading, Metric metric) {
    std::vector<std::vector<std::string>> all;
    for (auto at = reading.lower_bound(Series{metric, {}});
         at != reading.end() && at->first.metric == metric; ++at) {
        all.push_back(at->first.labels);
    }
    return all;
}

Reading difference(const Reading& later, const Reading& earlier) {
    Reading result = later;
    for (auto& [series, value] : result) {
        const auto before = earlier.find(series);
        if (before == earlier.end() || facts_of(series.metric).kind == Kind::gauge) continue;
        value.number = std::max(0.0, value.number - before->second.number);
        value.distribution.subtract(before->second.distribution);
    }
    return result;
}

Reading joined(const Reading& first, const Reading& second) {
    Reading result = second;
    for (const auto& [series, value] : first) {
        if (facts_of(series.metric).kind == Kind::gauge) continue;
        auto& sum = result[series];
        sum.number += value.number;
        sum.distribution.add(value.distribution);
    }
    return result;
}

std::string encode(const Reading& reading) {
    json all = json::object();
    for (const auto& [series, value] : reading) {
        if (is_zero(value)) continue;
        const auto& facts = facts_of(series.metric);
        all[std::string(facts.name)].push_back({series.labels, value_json(facts.kind, value)});
    }
    return all.dump();
}

model::Result<Reading> decode_reading(const std::string& text) {
    try {
        Reading reading;
        const auto stored = json::parse(text);
        for (const auto& [name, rows] : stored.items()) {
            const auto metric = metric_named(name);
            if (!metric) continue;
            for (const auto& row : rows) {
                auto labels = row.at(0).get<std::vector<std::string>>();
                if (labels.size() != facts_of(*metric).labels.size()) continue;
                reading[{*metric, std::move(labels)}] =
                    value_from(facts_of(*metric).kind, row.at(1));
            }
        }
        return reading;
    } catch (const json::exception& error) {
        return model::fail(model::ErrorKind::invalid_input,
                           std::string("a recorded sample cannot be read: ") + error.what());
    }
}

}  // namespace glossd::monitor
