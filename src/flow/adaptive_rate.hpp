// AdaptiveRate: how many calls a second a service allows, learned from its refusals. No limit
// until learn(); then calls are spaced evenly and the rate creeps up until the next refusal.
// Pure arithmetic over a `now` handed in. What one would get wrong: the rate grows with the time
// that calls really waited for it, because an unused rate is not a proven one.
#pragma once

#include "model/time.hpp"

#include <deque>
#include <optional>

namespace glossd::flow {

class AdaptiveRate {
  public:
    explicit AdaptiveRate(model::Instant now) : since_(now), due_(now), last_start_(now) {}

    bool is_learned() const { return base_ > 0; }
    std::optional<double> per_second() const;

    bool may_start(model::Instant now) const { return ready_at(now) <= now; }
    model::Instant ready_at(model::Instant now) const;
    void started(model::Instant now);
    void give_back();

    // A call that began then did not get through, for whatever reason; until it is known, a call
    // counts as let through.
    void turned_away(model::Instant began);

    // Of a call that began then and was one too many, what was let through just before it counts.
    // Were as many a second let through as the last time, but not as many in flight?
    bool is_what_counts(int in_flight, model::Instant began);

    // To see whether it is what counts: at what was let through before, after a pause that lets a
    // wave of calls pass out of the second that the service may count. Nothing when too few were.
    void attempt(model::Instant began, model::Instant now);
    // Refused. False when it had gone well for a while: then it is, or comes to the same.
    bool attempt_failed(model::Instant now);
    void believe(model::Instant now);  // it is
    void forget() { base_ = 0; }       // it is not

    // As found in another life of the process.
    void go_on_from(double per_second, model::Instant now);

    // While calls waited for something else: no more than what was let through.
    void learn(model::Instant began, model::Instant now);
    // While they waited for this rate. `again`: nothing was let through since the last.
    void refused(bool again, model::Instant now);

  private:
    struct Measured {
        double calls = 0;
        double seconds = 0;
        double per_second() const { return calls / seconds; }
    };
    Measured let_through(model::Instant::duration time, model::Instant until) const;
    Measured recently(model::Instant until) const;
    void set(double per_second, model::Instant now);
    model::Instant::duration spacing() const;

    std::deque<model::Instant> starts_;  // of calls not refused, the latest last
    model::Instant since_;               // the last time the rate was set
    double base_ = 0;                    // a second, as set then
    double waited_ = 0;                  // seconds that calls waited for the rate since
    double pace_ = 0;                    // seconds of that after which a hundredth is added
    struct {
        double per_second = 0;
        int in_flight = 0;
    } last_refused_;
    model::Instant due_;  // the next start
    model::Instant last_start_;
};

}  // namespace glossd::flow
