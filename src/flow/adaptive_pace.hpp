// AdaptivePace: how many calls at once and how many a second a service takes, both found by
// watching it. Pure arithmetic over a `now` handed in. What one would get wrong: a 429 does not
// say which of the two was too much. It is laid to the rate when calls waited for that and so many
// in flight are nothing new; else to both, and the one that was cut in vain grows back.
#pragma once

#include "flow/adaptive_limit.hpp"
#include "flow/adaptive_rate.hpp"
#include "model/lane_findings.hpp"

namespace glossd::flow {

class AdaptivePace {
  public:
    AdaptivePace(int most, model::Instant now) : limit_(most, now), rate_(now) {}

    int limit() const { return limit_.limit(); }
    std::optional<double> per_second() const { return rate_.per_second(); }

    bool may_start(model::Instant now) const { return rate_.may_start(now); }
    model::Instant ready_at(model::Instant now) const { return rate_.ready_at(now); }
    void started(model::Instant now) { rate_.started(now); }
    void give_back() { rate_.give_back(); }

    void answered(const CallSeen& call, model::Instant now);

    enum class Verdict {
        old_news,  // it began before the last cut
        cut,       // the pace is slower now; what goes on in flight may go on
        failing,   // a cut did not help, or most of what was in flight failed: better wait
    };
    // `rate_limited`: the service said that it was too much; otherwise it failed.
    Verdict refused(const CallSeen& call, bool rate_limited, model::Instant now);

    void continue_from(const AdaptivePace& before, model::Instant now);

    // What is worth keeping over a restart, and how to go on from it.
    model::LaneFindings findings() const;
    void go_on_from(const model::LaneFindings& findings, model::Instant now);

  private:
    // The first 429 says nothing yet where calls take long, because they come in waves then: is it
    // the number in flight, or how many start at once? The rate is tried first; that more than
    // `refused_at` get through at that rate, or that fewer do not, shows that it is what counts.
    struct Trial {
        int refused_at = 0;  // in flight
        int refusals = 0;
    };

    bool began_trial(const CallSeen& call, model::Instant now);
    bool tried(const CallSeen& call, model::Instant now);  // false: that was not it
    bool rate_was_it(const CallSeen& call) const;
    Verdict old_news();
    Verdict cut(const CallSeen& call);

    AdaptiveLimit limit_;
    AdaptiveRate rate_;
    model::Instant cut_at_{};
    int cuts_ = 0;  // since a call that began after one of them was answered
    // Of calls that were in flight at the last cut.
    int others_ = 0;
    int others_refused_ = 0;
    int others_answered_ = 0;

    double latency_ = 0;  // seconds, of late
    bool had_trial_ = false;
    std::optional<Trial> trial_;
};

}  // namespace glossd::flow
