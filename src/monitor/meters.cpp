#include "monitor/meters.hpp"

namespace glossd::monitor {

std::vector<std::string> lane_labels(std::string_view lane) {
    const auto colon = lane.find(':');
    if (colon == std::string_view::npos) return {"", std::string(lane)};
    return {std::string(lane.substr(0, colon)), std::string(lane.substr(colon + 1))};
}

LaneMeter::LaneMeter(Metrics& metrics, std::string_view lane)
    : metrics_(metrics),
      labels_(lane_labels(lane)),
      retries_(metrics.number(Metric::lane_retries, labels_)),
      latency_(metrics.histogram(Metric::lane_latency, labels_)) {}

void LaneMeter::ended(model::OutcomeKind outcome, model::Instant::duration took) {
    auto& calls = calls_.at(static_cast<std::size_t>(outcome));
    if (calls == nullptr) {
        calls = &metrics_.number(Metric::lane_calls,
                                 {labels_[0], labels_[1], std::string(to_string(outcome))});
    }
    ++*calls;
    latency_.record(std::chrono::duration_cast<Microseconds>(took));
}

TranslationMeter::TranslationMeter(Metrics& metrics)
    : metrics_(metrics), lookup_(metrics.histogram(Metric::memory_lookup_time)) {}

void TranslationMeter::used(const std::string& engine, std::int64_t input_tokens,
                            std::int64_t output_tokens, std::int64_t characters) {
    metrics_.number(Metric::engine_tokens, {engine, "input"}) += static_cast<double>(input_tokens);
    metrics_.number(Metric::engine_tokens, {engine, "output"}) +=
        static_cast<double>(output_tokens);
    metrics_.number(Metric::engine_characters, {engine}) += static_cast<double>(characters);
}

void DeliveryMeter::delivered(const std::string& source, model::WallTime published,
                              model::WallTime now) {
    metrics_.histogram(Metric::source_lag, {source}).record(now - published);
}

}  // namespace glossd::monitor
