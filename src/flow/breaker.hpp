// Breaker: leaves a service alone that fails too often, and lets single calls find out whether it
// is back. Pure arithmetic over a `now` and a randomness handed in. What one would get wrong: only
// failures of the service count; what it answered, whatever it was, is a success here, and being
// told to slow down is neither.
#pragma once

#include "model/time.hpp"

#include <optional>

namespace glossd::flow {

class Breaker {
  public:
    enum class State { closed, open, half_open };

    State state(model::Instant now) const;

    // Open or half open: calls go one at a time, if at all.
    bool is_tripped() const { return open_until_.has_value(); }

    void answered(model::Instant now);

    // `random` uniform in [0, 1). How long nothing is to be sent, when this was one too many.
    std::optional<model::Duration> failed(model::Instant now, double random);

    void reset() { *this = Breaker{}; }

    // How often it opened since it was last closed, and how to go on from that: half open.
    int openings() const { return openings_; }
    void go_on_from(int openings, model::Instant now);

  private:
    void decay(model::Instant now);
    bool is_too_often() const;
    model::Duration trip(model::Instant now, double random);

    // Of the last half minute or so: they fade.
    double answers_ = 0;
    double failures_ = 0;
    std::optional<model::Instant> updated_;
    int in_a_row_ = 0;  // failures; half open: answers
    int openings_ = 0;  // since it was last closed
    std::optional<model::Instant> open_until_;
};

const char* to_string(Breaker::State state);

}  // namespace glossd::flow
