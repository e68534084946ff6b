// Lane: the only door to a service. Token buckets, a concurrency limit (fixed or found), a circuit
// breaker, a parked-until time and a FIFO with priorities; a state machine over a `now` handed in,
// so it is tested as arithmetic.
// What one would get wrong: a job granted before the last failure says nothing new when it fails
// too, so only failures of jobs granted after the last pause lengthen it.
#pragma once

#include "flow/adaptive_pace.hpp"
#include "flow/breaker.hpp"
#include "flow/retry.hpp"
#include "flow/token_bucket.hpp"
#include "flow/waiting_jobs.hpp"
#include "model/outcome.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace glossd::flow {

struct LaneLimits {
    int max_concurrent = 1;
    double requests_per_minute = 0;  // zero: no limit
    double tokens_per_minute = 0;
    double characters_per_minute = 0;
    bool adaptive = false;  // max_concurrent is the ceiling; the limit in force is found
};

struct Charge {
    double tokens = 0;  // input and output
    double output_tokens = 0;
    double characters = 0;
};

// Why nothing is granted: until a time, or (no time) until the operator reloads.
struct Park {
    std::optional<model::Instant> until;
    std::string reason;
    bool by_budget = false;  // the operator's wish, not the service's

    bool operator==(const Park&) const = default;
};

// Is this the service's own trouble, so that its lane waits? Everything else is one item's.
bool pauses_lane(model::OutcomeKind kind);

class Lane {
  public:
    using Granted = std::function<void()>;
    using SharedBucket = std::shared_ptr<TokenBucket>;

    Lane(std::string name, const LaneLimits& limits, model::Instant now,
         std::vector<SharedBucket> shared = {});

    const std::string& name() const { return name_; }

    // Waits for a grant; higher priority first, though not always, FIFO within one.
    void push(int priority, Granted granted);

    // What may start now, in order, at most `most`. Each counts as in flight until finish().
    std::vector<Granted> grant(model::Instant now,
                               std::size_t most = std::numeric_limits<std::size_t>::max());

    // What a granted job turned out to cost beyond its one request.
    void charge(const Charge& charge, model::Instant now);

    // The outcome of one granted job. `random` uniform in [0, 1) for the jitter; without `call`
    // there is nothing to learn from.
    void finish(const model::Outcome& outcome, model::Instant now, double random,
                const std::optional<CallSeen>& call = {});

    // A grant that was not used (nothing left to do): its request is given back.
    void give_back();

    void park(Park park) { park_ = std::move(park); }
    void unpark();

    // Goes on where the lane of a configuration before this one stopped, with nothing in flight:
    // what is used up of its limits, how often it failed, until when it waits. A park until the
    // operator acts, or for a budget, ends here, because the operator has acted.
    void continue_from(const Lane& before, model::Instant now);

    // What is worth keeping over a restart, and how to go on from it; a park is not in it.
    model::LaneFindings findings() const;
    void go_on_from(const model::LaneFindings& findings, model::Instant now);

    const std::optional<Park>& parked() const { return park_; }

    // When grant() can next give something; nothing when no job waits, all slots are taken or
    // the lane is parked until a reload.
    std::optional<model::Instant> next_at(model::Instant now) const;

    int in_flight() const { return in_flight_; }
    std::size_t waiting() const { return waiting_.size(); }
    // How many may be in flight at the moment, and start in a second (nothing: not limited).
    int limit() const { return pace_ ? pace_->limit() : max_concurrent_; }
    std::optional<double> per_second() const;
    Breaker::State breaker(model::Instant now) const { return breaker_.state(now); }

  private:
    bool may_grant(model::Instant now) const;
    bool is_parked(model::Instant now) const;
    bool is_probing() const;  // after a failure one job goes first; the rest wait for its outcome
    void answered(const model::Outcome& outcome, const std::optional<CallSeen>& call, bool old_news,
                  model::Instant now);
    void failed(const model::Outcome& outcome, const std::optional<CallSeen>& call, bool old_news,
                model::Instant now, double random);
    void pause(model::Duration delay, const std::string& reason, model::Instant now);

    std::string name_;
    int max_concurrent_;
    TokenBucket requests_;
    TokenBucket tokens_;
    TokenBucket characters_;
    std::vector<SharedBucket> shared_;
    std::optional<AdaptivePace> pace_;
    Breaker breaker_;
    WaitingJobs waiting_;
    int in_flight_ = 0;
    std::optional<Park> park_;
    RetryPolicy policy_;
    int failures_ = 0;
    int granted_before_pause_ = 0;  // jobs in flight when the last pause began
};

}  // namespace glossd::flow
