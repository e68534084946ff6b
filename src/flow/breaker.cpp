#include "flow/breaker.hpp"

#include <algorithm>
#include <cmath>

namespace glossd::flow {

using FractionalSeconds = std::chrono::duration<double>;

namespace {

// As Finagle's failure accrual has it.
constexpr int failures_in_a_row = 5;
constexpr double most_failing = 0.2;
constexpr double fewest_calls = 10;
constexpr FractionalSeconds window{30};
constexpr FractionalSeconds first_opening{5};
constexpr FractionalSeconds longest_opening{300};
constexpr int answers_to_close = 3;

}  // namespace

Breaker::State Breaker::state(model::Instant now) const {
    if (!open_until_) return State::closed;
    return now < *open_until_ ? State::open : State::half_open;
}

void Breaker::decay(model::Instant now) {
    if (updated_ && now > *updated_) {
        const double keep = std::exp(-(FractionalSeconds(now - *updated_) / window));
        answers_ *= keep;
        failures_ *= keep;
    }
    updated_ = std::max(now, updated_.value_or(now));
}

bool Breaker::is_too_often() const {
    if (in_a_row_ >= failures_in_a_row) return true;
    const double calls = answers_ + failures_;
    // What has faded a little since is not one call less.
    return std::ceil(calls) >= fewest_calls && failures_ > most_failing * calls;
}

void Breaker::answered(model::Instant now) {
    decay(now);
    if (!open_until_) {
        ++answers_;
        in_a_row_ = 0;
    } else if (state(now) == State::half_open && ++in_a_row_ >= answers_to_close) {
        reset();
    }
}

std::optional<model::Duration> Breaker::failed(model::Instant now, double random) {
    decay(now);
    if (state(now) == State::open) return std::nullopt;
    if (state(now) == State::half_open) return trip(now, random);
    ++failures_;
    ++in_a_row_;
    if (!is_too_often()) return std::nullopt;
    return trip(now, random);
}

void Breaker::go_on_from(int openings, model::Instant now) {
    if (openings <= 0) return;
    openings_ = openings;
    open_until_ = now;
}

model::Duration Breaker::trip(model::Instant now, double random) {
    const auto full =
        std::min(longest_opening, first_opening * std::ldexp(1.0, std::min(openings_, 30)));
    // Half of it at random: not every client of a service comes back at the same time.
    const auto length = std::chrono::ceil<model::Duration>(full * (0.5 + 0.5 * random));
    ++openings_;
    in_a_row_ = 0;
    answers_ = failures_ = 0;
    open_until_ = now + length;
    return length;
}

const char* to_string(Breaker::State state) {
    switch (state) {
        case Breaker::State::closed:
            return "closed";
        case Breaker::State::open:
            return "open";
        case Breaker::State::half_open:
            return "half open";
    }
    return "closed";
}

}  // namespace glossd::flow
