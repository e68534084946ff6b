#include "flow/adaptive_limit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace glossd::flow {

namespace {

// Slow start, once in the life of a service: what was found is kept over restarts.
constexpr double first_limit = 4;

// Fewer calls say too little about latency.
constexpr int fewest_in_round = 12;

// A probe whose latencies vary too much to tell anything goes on for so many rounds.
constexpr int most_rounds = 4;

// More calls are worth it when a tenth more of them brings at least so much of a tenth more
// answers. A service that answers calls one by one gives 0, one that is idle gives 1, and a model
// that batches on a GPU lies between them for as long as it has room.
constexpr double worthwhile = 0.35;

constexpr double smallest_step = 0.06;
constexpr double largest_step = 0.5;

// A held limit is questioned when calls take so much longer than when it was found.
constexpr double slowed = 1.25;

// After a probe that brought nothing the next waits twice as long, up to so many rounds and
// answers: at one refusal a probe that keeps refusals well below 1 % of calls.
constexpr double first_patience = 4;
constexpr double most_patience = 16;
constexpr double fewest_answers = 250;

// A cut, by how many came before it in short succession.
constexpr std::array cut_to{0.95, 0.8, 0.7};

// Slow start has doubled the limit since it last heard of the service.
constexpr double slow_start_cut_to = 0.7;

// After a dive this deep, the way back is gone in larger steps.
constexpr double far_down = 0.8;
constexpr double step_after_dive = 0.2;

// So much slower than the least latency known, fewer calls may do as well.
constexpr double perhaps_crowded = 1.05;
constexpr double step_down = 0.06;

}  // namespace

AdaptiveLimit::AdaptiveLimit(int most, model::Instant now)
    : most_(std::max(1, most)),
      limit_(std::min(most_, first_limit)),
      limit_since_(now),
      step_(smallest_step) {
    base_limit_ = limit_;
    if (limit_ >= most_) mode_ = Mode::holding;
    start_round();
}

void AdaptiveLimit::set(double limit) {
    limit_ = std::clamp(limit, 1.0, most_);
}

double AdaptiveLimit::longest_hold() const {
    return std::max(most_patience * limit_, fewest_answers);
}

void AdaptiveLimit::start_round() {
    round_ = {};
    round_.size = std::max(fewest_in_round, limit() / (mode_ == Mode::slow_start ? 2 : 1));
}

void AdaptiveLimit::answered(const CallSeen& call, model::Instant now) {
    if (is_news(call) && ++answers_since_cut_ > 2 * limit_) cuts_ = 0;
    // The limit has at most doubled since the call began.
    if (mode_ == Mode::slow_start && 2 * call.in_flight >= limit()) set(limit_ + 1);
    // What began under another limit says nothing about this one.
    if (call.began < limit_since_) return;
    ++round_.answers;
    round_.in_flight += call.in_flight;
    if (call.latency && *call.latency > 0) {
        ++round_.timed;
        round_.latency += *call.latency;
        round_.squares += *call.latency * *call.latency;
    }
    if (round_.answers >= round_.size) end_round(now);
}

AdaptiveLimit::Level AdaptiveLimit::seen_in_round() const {
    Level level{round_.in_flight / round_.answers, {}, 0};
    if (round_.timed * 2 <= round_.answers) return level;
    const double mean = round_.latency / round_.timed;
    const double variance = std::max(0.0, round_.squares / round_.timed - mean * mean);
    level.latency = mean;
    level.error = std::sqrt(variance / round_.timed) / mean;
    return level;
}

void AdaptiveLimit::end_round(model::Instant now) {
    const auto level = seen_in_round();
    const bool probing = mode_ == Mode::probing_up || mode_ == Mode::probing_down;
    if (probing && !is_clear(level) && round_.size < most_rounds * limit()) {
        round_.size += std::max(fewest_in_round, limit());
        return;
    }
    if (level.latency) {
        constexpr double drift = 1.01;
        least_latency_ =
            least_latency_ > 0 ? std::min(*level.latency, drift * least_latency_) : *level.latency;
    }
    const int answers = round_.answers;
    const int limit_before = limit();
    // While the limit grows, refusals of the same round may be on their way.
    if (mode_ != Mode::slow_start) proven_ = std::max(proven_, level.in_flight);
    switch (mode_) {
        case Mode::slow_start:
            judge_slow_start(level);
            break;
        case Mode::holding:
            judge_holding(level, answers);
            break;
        case Mode::probing_up:
            judge_probe_up(level);
            break;
        case Mode::probing_down:
            judge_probe_down(level);
            break;
    }
    if (limit() != limit_before || mode_ == Mode::slow_start) limit_since_ = now;
    start_round();
}

namespace {

// How much of the additional calls came back as additional answers: by Little's law answers a
// second are calls in flight over latency. 1: all; 0 and below: none.
double gain(double fewer, double their_latency, double more, double latency) {
    return 1 - std::log(latency / their_latency) / std::log(more / fewer);
}

}  // namespace

// Is the latency beyond doubt on one side of what the additional calls may cost?
bool AdaptiveLimit::is_clear(const Level& level) const {
    if (!base_ || !base_->latency || !level.latency) return true;
    const double slower = std::log(*level.latency / *base_->latency);
    const double allowed = (1 - worthwhile) * std::log(level.in_flight / base_->in_flight);
    return std::abs(slower - allowed) > level.error;
}

void AdaptiveLimit::hold(const Level& level) {
    mode_ = Mode::holding;
    base_ = level;
    base_limit_ = limit_;
    wait_ = patience_;
}

void AdaptiveLimit::judge_slow_start(const Level& level) {
    constexpr double comparable = 1.2;
    const bool grown = base_ && level.in_flight > comparable * base_->in_flight;
    if (grown && base_->latency && level.latency &&
        gain(base_->in_flight, *base_->latency, level.in_flight, *level.latency) < worthwhile) {
        // As many as these answers a second need at the latency they had.
        const double needed = level.in_flight * *base_->latency / *level.latency;
        set(std::max(needed, base_->in_flight));
        patience_ = first_patience * limit_;
        return hold({limit_, base_->latency, 0});
    }
    if (!base_ || grown) base_ = level;
    if (limit_ >= most_) hold(level);
}

void AdaptiveLimit::judge_holding(const Level& level, int answers) {
    constexpr double used = 0.9;
    if (level.in_flight < used * limit()) return;
    if (!base_ || !base_->latency || !level.latency) {
        base_ = level;
    } else if (*level.latency > slowed * *base_->latency && limit_ > 1) {
        // As many as these answers a second need at the latency they had.
        const double needed = level.in_flight * *base_->latency / *level.latency;
        base_ = level;
        return probe_down(std::max(needed, limit_ / 2));
    } else {
        constexpr double weight = 0.3;
        base_->in_flight = level.in_flight;
        *base_->latency += weight * (*level.latency - *base_->latency);
    }
    wait_ -= answers;
    if (wait_ > 0) return;
    const bool crowded = base_->latency && *base_->latency > perhaps_crowded * least_latency_;
    if (crowded && limit_ > 1 && (down_next_ || limit_ >= most_)) {
        probe_down(limit_ * (1 - step_down));
    } else if (limit_ < most_) {
        probe_up();
    }
    down_next_ = false;
}

void AdaptiveLimit::probe_up() {
    base_limit_ = limit_;
    auto next = std::max(limit_ + 1, limit_ * (1 + step_));
    // What was refused is gone near in one step, and past it with one that is small.
    if (too_many_ && limit_ < *too_many_ - 1) next = std::min(next, *too_many_ - 1);
    set(next);
    mode_ = Mode::probing_up;
}

void AdaptiveLimit::probe_down(double to) {
    base_limit_ = limit_;
    set(std::min(std::floor(to), limit_ - 1));
    mode_ = Mode::probing_down;
}

void AdaptiveLimit::gained_nothing() {
    set(base_limit_);
    step_ = smallest_step;
    patience_ = std::min(std::max(first_patience * limit_, 2 * patience_), longest_hold());
    wait_ = patience_;
    mode_ = Mode::holding;
}

void AdaptiveLimit::judge_probe_up(const Level& level) {
    constexpr double comparable = 1.02;
    const bool used = base_ && level.in_flight > comparable * base_->in_flight;
    const bool timed = used && base_->latency && level.latency;
    const bool worth = !timed || gain(base_->in_flight, *base_->latency, level.in_flight,
                                      *level.latency) >= worthwhile;
    if (!used || !worth) {
        down_next_ = used;
        return gained_nothing();
    }
    if (too_many_ && limit_ >= *too_many_) too_many_.reset();
    step_ = std::min(2 * step_, largest_step);
    // The next probe follows at once, until one brings nothing.
    patience_ = 0;
    hold(level);
}

void AdaptiveLimit::judge_probe_down(const Level& level) {
    constexpr double comparable = 0.98;
    const bool fewer = level.in_flight < comparable * base_->in_flight;
    const bool timed = fewer && base_->latency && level.latency;
    if (timed &&
        gain(level.in_flight, *level.latency, base_->in_flight, *base_->latency) < worthwhile) {
        // The calls taken away had brought nothing; perhaps others do not either.
        patience_ = first_patience * limit_;
        step_ = limit_ < far_down * base_limit_ ? step_after_dive : smallest_step;
        hold(level);
        down_next_ = true;
        wait_ = 0;
        return;
    }
    // The service is slower whatever we do; that is how it is from now on.
    const auto before = *base_;
    gained_nothing();
    hold(before);
}

// How many in flight were too many. What fails when few are is no reason to allow only fewer.
double AdaptiveLimit::blamed(int in_flight) const {
    if (mode_ == Mode::slow_start) return std::clamp<double>(in_flight, limit_ / 4, limit());
    return in_flight < limit() / 2 ? limit() : std::min(in_flight, limit());
}

void AdaptiveLimit::refused(const CallSeen& call, model::Instant now) {
    if (!is_news(call)) return;
    const double limit_before = limit_;
    const double in_flight = blamed(call.in_flight);
    const auto depth = std::min<std::size_t>(static_cast<std::size_t>(cuts_), cut_to.size() - 1);
    step_ = smallest_step;
    if (mode_ == Mode::slow_start) {
        set(in_flight * slow_start_cut_to);
        patience_ = limit_;
        step_ = step_after_dive;
    } else if (mode_ == Mode::probing_up && cuts_ == 0) {
        base_limit_ = std::min(base_limit_, in_flight - 1);
        gained_nothing();
    } else {
        set(std::min(in_flight * cut_to[depth], in_flight - 1));
        patience_ = std::min(std::max(patience_, first_patience * limit_), longest_hold());
    }
    if (cuts_ == 0) before_cuts_ = limit_before;
    too_many_ = in_flight;
    proven_ = 0;
    ++cuts_;
    answers_since_cut_ = 0;
    cut_at_ = now;
    settle(now);
}

void AdaptiveLimit::take_back(model::Instant now) {
    if (cuts_ == 0) return;
    set(before_cuts_);
    too_many_.reset();
    cuts_ = 0;
    settle(now);
}

void AdaptiveLimit::settle(model::Instant now) {
    mode_ = Mode::holding;
    if (base_) base_->in_flight = limit_;
    base_limit_ = limit_;
    wait_ = patience_;
    limit_since_ = now;
    start_round();
}

bool AdaptiveLimit::is_proven(int in_flight) const {
    constexpr double rounding = 0.5;
    return in_flight <= proven_ + rounding;
}

bool AdaptiveLimit::has_seen(int in_flight) const {
    return proven_ > 0 && in_flight <= 1.5 * proven_ + 2;
}

void AdaptiveLimit::go_on_from(double limit, bool growing, model::Instant now) {
    set(limit);
    patience_ = first_patience * limit_;
    settle(now);
    if (growing && limit_ < most_) mode_ = Mode::slow_start;
    start_round();
}

void AdaptiveLimit::continue_from(const AdaptiveLimit& before, model::Instant now) {
    const double most = most_;
    *this = before;
    most_ = most;
    set(limit_);
    base_limit_ = std::min(base_limit_, most_);
    limit_since_ = now;
    start_round();
}

}  // namespace glossd::flow
