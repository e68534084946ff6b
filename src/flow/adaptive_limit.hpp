// AdaptiveLimit: how many calls a service takes at once, found by watching it. Slow start until the
// first sign of too much, then small steps up that must earn their keep, and cuts on refusal.
// Pure arithmetic over a `now` handed in. What one would get wrong: that a call took longer says
// nothing by itself; only that more calls in flight bring no more answers a second is too much.
#pragma once

#include "model/time.hpp"

#include <algorithm>
#include <optional>

namespace glossd::flow {

// One call that ended.
struct CallSeen {
    model::Instant began;
    int in_flight = 1;  // when it began, itself included
    // What it took by the caller's measure of its work, so that a long text is no slow service;
    // nothing: not comparable.
    std::optional<double> latency;
};

class AdaptiveLimit {
  public:
    explicit AdaptiveLimit(int most, model::Instant now);

    int limit() const { return static_cast<int>(limit_); }

    void answered(const CallSeen& call, model::Instant now);

    // Too much: refused, overloaded, failed. A call that began before the last cut changes
    // nothing, so that a burst of refusals is one cut.
    void refused(const CallSeen& call, model::Instant now);

    // It was not that: undoes the cuts that followed one another so soon.
    void take_back(model::Instant now);

    // Has a whole round at so many in flight gone without a refusal since the last cut?
    bool is_proven(int in_flight) const;
    // So many went well, whatever the limit was then.
    void prove(int in_flight) { proven_ = std::max<double>(proven_, in_flight); }
    // As is_proven(), with room for the ups and downs of calls that start evenly.
    bool has_seen(int in_flight) const;

    // Goes on from what was found in another life of the process; the ceiling is this one's.
    void go_on_from(double limit, bool growing, model::Instant now);
    bool is_growing() const { return mode_ == Mode::slow_start; }

    // Goes on from what another found; the ceiling is this one's.
    void continue_from(const AdaptiveLimit& before, model::Instant now);

  private:
    enum class Mode { slow_start, holding, probing_up, probing_down };

    // What a round of calls showed.
    struct Level {
        double in_flight = 0;
        std::optional<double> latency;
        double error = 0;  // of the latency, as a share of it
    };

    bool is_news(const CallSeen& call) const { return !cut_at_ || call.began >= *cut_at_; }
    void end_round(model::Instant now);
    Level seen_in_round() const;
    bool is_clear(const Level& level) const;
    void start_round();
    void judge_slow_start(const Level& level);
    void judge_holding(const Level& level, int answers);
    void judge_probe_up(const Level& level);
    void judge_probe_down(const Level& level);
    void probe_up();
    void probe_down(double to);
    void gained_nothing();
    void hold(const Level& level);
    void set(double limit);
    void settle(model::Instant now);
    double longest_hold() const;
    double blamed(int in_flight) const;

    double most_;
    double limit_;
    model::Instant limit_since_;
    Mode mode_ = Mode::slow_start;
    std::optional<Level> base_;       // what is held, or was before the probe
    double base_limit_ = 0;           // the limit then
    double patience_ = 0;             // answers between two probes
    double wait_ = 0;                 // answers until the next one
    double step_ = 0;                 // share of the limit that the next probe adds
    bool down_next_ = false;          // the last probe up brought nothing
    double least_latency_ = 0;        // of a round, of late
    std::optional<double> too_many_;  // in flight when last refused
    double proven_ = 0;
    std::optional<model::Instant> cut_at_;
    double before_cuts_ = 0;
    int cuts_ = 0;  // in short succession
    double answers_since_cut_ = 0;

    struct Round {
        int size = 0;
        int answers = 0;
        int timed = 0;
        double latency = 0;    // sum
        double squares = 0;    // sum
        double in_flight = 0;  // sum
    };
    Round round_;
};

}  // namespace glossd::flow
