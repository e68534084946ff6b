// TokenBucket: so much a minute, never more in any 60 seconds. Pure arithmetic over a `now`
// handed in. It holds one second's worth (at least one) and refills at the rate that keeps
// burst + refill within the limit, because services count windows and punish bursts.
#pragma once

#include "model/time.hpp"

namespace glossd::flow {

class TokenBucket {
  public:
    // per_minute <= 0: no limit.
    TokenBucket(double per_minute, model::Instant now);

    // May `amount` be taken? More than the bucket holds may be taken from a full bucket; it then
    // stays in debt until the refill has paid it.
    bool has(double amount, model::Instant now) const;
    void take(double amount, model::Instant now);
    void give_back(double amount);
    void empty(model::Instant now);  // the service said it is used up
    // What is used up of another bucket for the same thing is used up here.
    void continue_from(const TokenBucket& before, model::Instant now);

    // When has(amount) turns true; `now` when it is.
    model::Instant ready_at(double amount, model::Instant now) const;

    bool unlimited() const { return capacity_ <= 0; }

  private:
    double level_at(model::Instant now) const;

    double capacity_ = 0;
    double per_second_ = 0;
    double level_ = 0;
    model::Instant updated_;
};

}  // namespace glossd::flow
