// Meters: what is handed into lanes, translator and outboxes to count what only they see. Loop
// thread only. Each writes to the Metrics it was made with, which must outlive it.
#pragma once

#include "model/outcome.hpp"
#include "model/time.hpp"
#include "monitor/metrics.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace glossd::monitor {

// The labels of a lane: "engine:llm" is {"engine", "llm"}.
std::vector<std::string> lane_labels(std::string_view lane);

class LaneMeter {
  public:
    LaneMeter(Metrics& metrics, std::string_view lane);

    void ended(model::OutcomeKind outcome, model::Instant::duration took);
    void retried() { ++retries_; }

  private:
    Metrics& metrics_;
    std::vector<std::string> labels_;
    std::array<double*, 9> calls_{};  // by outcome, made when first seen
    double& retries_;
    Histogram& latency_;
};

// Of the translator and its engines.
class TranslationMeter {
  public:
    explicit TranslationMeter(Metrics& metrics);

    void looked_up(model::Instant::duration took) {
        lookup_.record(std::chrono::duration_cast<Microseconds>(took));
    }
    void used(const std::string& engine, std::int64_t input_tokens, std::int64_t output_tokens,
              std::int64_t characters);

  private:
    Metrics& metrics_;
    Histogram& lookup_;
};

// Of all outboxes.
class DeliveryMeter {
  public:
    explicit DeliveryMeter(Metrics& metrics) : metrics_(metrics) {}

    // A post that the source published at `published` has arrived at a target.
    void delivered(const std::string& source, model::WallTime published, model::WallTime now);

  private:
    Metrics& metrics_;
};

}  // namespace glossd::monitor
