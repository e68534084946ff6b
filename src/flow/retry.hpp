// Retry policy: full-jitter backoff and a retry budget. Pure arithmetic; randomness and time are
// arguments. Retries happen in one place only (the lanes), because layers would multiply them.
#pragma once

#include "model/time.hpp"

namespace glossd::flow {

// Full jitter (AWS): uniform in [0, min(cap, base * 2^failures)], never under a tenth of that, so
// that an unlucky draw does not hammer a service that is down.
struct RetryPolicy {
    model::Duration base = std::chrono::milliseconds(500);
    model::Duration cap = std::chrono::minutes(5);

    // `failures` in a row, from 1; `random` uniform in [0, 1).
    model::Duration delay(int failures, double random) const;

    // As the service said, plus up to a tenth or a second of jitter, whichever is less.
    static model::Duration told(model::Duration retry_after, double random);
};

// Retries may be at most `ratio` of the calls of the last `window` plus a small reserve.
class RetryBudget {
  public:
    explicit RetryBudget(model::Instant now, double ratio = 0.2, double reserve = 10,
                         model::Duration window = std::chrono::seconds(10));

    void call(model::Instant now);       // a first attempt was made
    bool try_retry(model::Instant now);  // takes one retry when there is one

  private:
    void decay(model::Instant now);

    double ratio_;
    double reserve_;
    model::Duration window_;
    double balance_;
    model::Instant updated_;
};

}  // namespace glossd::flow
