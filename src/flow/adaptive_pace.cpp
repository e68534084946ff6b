#include "flow/adaptive_pace.hpp"

namespace glossd::flow {

namespace {

constexpr int cuts_that_did_not_help = 2;
// Of those in flight at a cut so many may be refused with it: they are one burst.
constexpr int fewest_refused = 3;
constexpr int share_refused = 4;  // and a quarter of them

}  // namespace

void AdaptivePace::answered(const CallSeen& call, model::Instant now) {
    if (call.began >= cut_at_) {
        cuts_ = 0;
    } else {
        ++others_answered_;
    }
    limit_.answered(call, now);
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

void AdaptivePace::continue_from(const AdaptivePace& before, model::Instant now) {
    limit_.continue_from(before.limit_, now);
    rate_ = before.rate_;
}

}  // namespace glossd::flow
