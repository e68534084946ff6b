// SimulatedService: a service in virtual time that slows down and refuses as real ones do, and a
// lane kept busy against it. Arithmetic only: no threads, no clock, the same every time. What one
// would get wrong: a service's knee is where more calls at once bring no more answers; it refuses
// only some way beyond.
#pragma once

#include "flow/lane.hpp"
#include "model/outcome.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <random>

namespace glossd::bench {

struct ServiceTraits {
    // Calls it works on at once; 0: any number. Beyond it each call takes longer, by
    // (in flight / knee) to the power of `slowing`, and from `room` times as many on it refuses.
    int knee = 0;
    double room = 1.25;
    double slowing = 1;
    model::OutcomeKind overloaded = model::OutcomeKind::transient;

    // Calls a second; 0: any number. More are a 429.
    double per_second = 0;
    enum class Counting { bucket, sliding, calendar } counting = Counting::sliding;

    model::Duration latency = std::chrono::milliseconds(200);
    double jitter = 0.1;  // share of the latency, either way
    model::Duration refusal = std::chrono::milliseconds(5);
    std::optional<model::Duration> retry_after = std::nullopt;
};

class SimulatedService {
  public:
    explicit SimulatedService(const ServiceTraits& traits, std::uint32_t seed = 1)
        : traits_(traits), random_(seed) {}

    struct Answer {
        model::OutcomeKind kind = model::OutcomeKind::ok;
        model::Duration after{};
    };
    Answer call(model::Instant now);
    void ended(const Answer& answer);

    ServiceTraits& traits() { return traits_; }

  private:
    bool may_pass(model::Instant now);

    ServiceTraits traits_;
    std::mt19937 random_;
    int in_flight_ = 0;
    std::deque<model::Instant> passed_;  // of the last second
    double bucket_ = -1;                 // as full as it can be when below zero
    model::Instant filled_{};
};

struct LoadFigures {
    int answered = 0;
    int refused = 0;
    double seconds = 0;

    double per_second() const { return answered / seconds; }
    double refused_share() const {
        return answered + refused ? static_cast<double>(refused) / (answered + refused) : 0;
    }
};

// Keeps a lane busy from `start` for so long; more than it can send is always waiting.
class SimulatedLoad {
  public:
    SimulatedLoad(SimulatedService& service, const flow::LaneLimits& limits, model::Instant start,
                  std::uint32_t seed = 1);

    // Goes on where it stood.
    LoadFigures run(model::Duration length);

    const flow::Lane& lane() const { return lane_; }

  private:
    struct Call {
        model::Instant ends;
        model::Instant began;
        int in_flight = 1;
        SimulatedService::Answer answer;
    };
    void start_calls();
    void end_call(LoadFigures& figures);

    SimulatedService& service_;
    flow::Lane lane_;
    model::Instant now_;
    std::mt19937 random_;
    std::deque<Call> calls_;  // by their ends
};

}  // namespace glossd::bench
