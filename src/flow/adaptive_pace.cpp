#include "flow/adaptive_pace.hpp"

namespace glossd::flow {

namespace {

constexpr int cuts_that_did_not_help = 2;
// Of those in flight at a cut so many may be refused with it: they are one burst.
constexpr int fewest_refused = 3;
constexpr int share_refused = 4;  // and a quarter of them

// Calls that take less are soon told apart by where they are refused, at no cost.
constexpr double long_call = 0.4;  // seconds
constexpr int most_refusals = 3;   // of a trial, each at half the rate
constexpr double surely_more = 1.1;
constexpr double surely_fewer = 0.8;

}  // namespace

void AdaptivePace::answered(const CallSeen& call, model::Instant now) {
    if (call.began >= cut_at_) {
        cuts_ = 0;
    } else {
        ++others_answered_;
    }
    if (call.latency) {
        constexpr double weight = 0.1;
        latency_ = latency_ > 0 ? latency_ + weight * (*call.latency - latency_) : *call.latency;
    }
    if (call.began >= cut_at_) {
        if (trial_ && call.in_flight > surely_more * trial_->refused_at) {
            trial_.reset();
            rate_.believe(now);
        }
        // In slow start the limit itself does not look.
        if (!trial_ && rate_.is_learned()) limit_.prove(call.in_flight);
    }
    limit_.answered(call, now);
}

bool AdaptivePace::began_trial(const CallSeen& call, model::Instant now) {
    const bool is_worth_it = !had_trial_ && !rate_.is_learned() && limit_.is_growing() &&
                             latency_ >= long_call && call.in_flight > 1;
    if (!is_worth_it) return false;
    had_trial_ = true;
    rate_.attempt(call.began, now);
    if (rate_.is_learned()) trial_ = Trial{call.in_flight, 0};
    return trial_.has_value();
}

bool AdaptivePace::tried(const CallSeen& call, model::Instant now) {
    const bool fewer = call.in_flight < surely_fewer * trial_->refused_at;
    if (!rate_.attempt_failed(now) || fewer) {
        trial_.reset();
        limit_.prove(call.in_flight);
        rate_.believe(now);
        return true;
    }
    if (++trial_->refusals < most_refusals) return true;
    trial_.reset();
    rate_.forget();
    return false;
}

// Calls waited for the rate, and so many in flight are nothing unusual.
bool AdaptivePace::rate_was_it(const CallSeen& call) const {
    return rate_.is_learned() && call.in_flight < limit_.limit() && limit_.has_seen(call.in_flight);
}

AdaptivePace::Verdict AdaptivePace::old_news() {
    ++others_refused_;
    const bool most =
        others_refused_ > others_answered_ && others_refused_ >= others_ / share_refused;
    if (!most || others_refused_ < fewest_refused) return Verdict::old_news;
    others_refused_ = 0;
    return Verdict::failing;
}

AdaptivePace::Verdict AdaptivePace::cut(const CallSeen& call) {
    // Alone in flight there is no other call to hear more from.
    return cuts_ >= cuts_that_did_not_help || call.in_flight <= 1 ? Verdict::failing : Verdict::cut;
}

AdaptivePace::Verdict AdaptivePace::refused(const CallSeen& call, bool rate_limited,
                                            model::Instant now) {
    rate_.turned_away(call.began);
    if (call.began < cut_at_) return old_news();
    cut_at_ = now;
    others_ = call.in_flight;
    others_refused_ = others_answered_ = 0;
    ++cuts_;
    const bool again = cuts_ >= cuts_that_did_not_help;
    const bool alone = call.in_flight <= 1;
    if (rate_limited && (trial_ ? tried(call, now) : began_trial(call, now))) return Verdict::cut;
    if (!rate_limited) {
        limit_.refused(call, now);
    } else if (rate_was_it(call)) {
        rate_.refused(again, now);
        if (again && !alone) limit_.refused(call, now);
    } else if (alone || limit_.is_proven(call.in_flight)) {
        rate_.learn(call.began, now);
        if (alone) {
            limit_.take_back(now);
        } else if (again) {
            limit_.refused(call, now);
        }
    } else {
        if (rate_.is_what_counts(call.in_flight, call.began)) rate_.learn(call.began, now);
        limit_.refused(call, now);
    }
    return cut(call);
}

model::LaneFindings AdaptivePace::findings() const {
    return {.at_once = static_cast<double>(limit_.limit()),
            .growing = limit_.is_growing(),
            .per_second = trial_ ? 0 : rate_.per_second().value_or(0)};
}

void AdaptivePace::go_on_from(const model::LaneFindings& findings, model::Instant now) {
    if (findings.at_once > 0) limit_.go_on_from(findings.at_once, findings.growing, now);
    if (findings.per_second > 0) rate_.go_on_from(findings.per_second, now);
}

void AdaptivePace::continue_from(const AdaptivePace& before, model::Instant now) {
    limit_.continue_from(before.limit_, now);
    rate_ = before.rate_;
}

}  // namespace glossd::flow
