#include "flow/adaptive_rate.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace glossd::flow {

using FractionalSeconds = std::chrono::duration<double>;

namespace {

// A little less than what was let through, so that the next refusal is not the next call.
constexpr double below = 0.985;

// When one refusal follows another after so few seconds the rate is far off.
constexpr double shortly = 3;
constexpr double soon = 0.95;

// Growth is a hundredth after `pace`, four after twice as long, a hundred after ten times: what is
// right is hardly left, and what was a bad guess or has changed is soon made good.
constexpr double growth = 0.01;
constexpr double guessing = 3;
constexpr double attempting = 2;
constexpr double first_pace = 30;
constexpr double longest_pace = 60;

// Rates as near as this are the same.
constexpr double alike = 0.1;
constexpr double measured_alike = 0.03;
constexpr double unlike = 0.2;

// As many calls make a measure; fewer than a few make none.
constexpr double enough = 20;
constexpr double few = 5;

// What services count at the least.
constexpr std::chrono::seconds counted{1};

// What went so long was no wave any more.
constexpr std::chrono::seconds steady_for{2};

// So much lateness of a timer is caught up with; more would be a burst.
constexpr std::chrono::milliseconds catch_up{10};

constexpr std::size_t most_remembered = 1024;
constexpr std::chrono::minutes longest_remembered{1};

}  // namespace

std::optional<double> AdaptiveRate::per_second() const {
    if (!is_learned()) return std::nullopt;
    const double steps = waited_ / pace_;
    return base_ * (1 + growth * steps * steps);
}

model::Instant::duration AdaptiveRate::spacing() const {
    return std::chrono::ceil<model::Instant::duration>(FractionalSeconds(1 / *per_second()));
}

model::Instant AdaptiveRate::ready_at(model::Instant now) const {
    return is_learned() ? std::max(now, due_) : now;
}

void AdaptiveRate::started(model::Instant now) {
    starts_.push_back(now);
    if (starts_.size() > most_remembered) starts_.pop_front();
    if (!is_learned()) return;
    const bool waited = due_ > now - catch_up;
    if (waited) waited_ += std::min(1.0, FractionalSeconds(now - last_start_).count());
    due_ = (waited ? due_ : now) + spacing();
    last_start_ = now;
}

void AdaptiveRate::give_back() {
    if (!starts_.empty()) starts_.pop_back();
    if (is_learned()) due_ -= spacing();
}

AdaptiveRate::Measured AdaptiveRate::let_through(model::Instant::duration time,
                                                 model::Instant until) const {
    const auto last = std::lower_bound(starts_.begin(), starts_.end(), until);
    const auto first = std::upper_bound(starts_.begin(), last, until - time);
    // Of a longer time than is remembered the remembered part.
    const bool all = first == starts_.begin() && starts_.size() == most_remembered;
    if (all && starts_.front() < until) time = until - starts_.front();
    return {static_cast<double>(last - first), FractionalSeconds(time).count()};
}

// In the shortest time that makes a measure.
AdaptiveRate::Measured AdaptiveRate::recently(model::Instant until) const {
    Measured measured;
    for (const int seconds : {1, 2, 4, 8, 16}) {
        measured = let_through(std::chrono::seconds(seconds), until);
        if (measured.calls >= enough) break;
    }
    return measured;
}

void AdaptiveRate::turned_away(model::Instant began) {
    // It was granted then or a moment before.
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), began);
    if (after != starts_.begin()) starts_.erase(std::prev(after));
}

bool AdaptiveRate::is_what_counts(int in_flight, model::Instant began) {
    const auto measured = recently(began);
    const auto before = std::exchange(last_refused_, {measured.per_second(), in_flight});
    const auto differ = [](double left, double right, double by) {
        return std::abs(left - right) > by * std::max(left, right);
    };
    return measured.calls >= enough &&
           !differ(before.per_second, last_refused_.per_second, measured_alike) &&
           differ(before.in_flight, in_flight, unlike);
}

void AdaptiveRate::set(double per_second, model::Instant now) {
    base_ = per_second;
    waited_ = 0;
    since_ = now;
    last_start_ = now;
    due_ = now + spacing();
}

void AdaptiveRate::go_on_from(double per_second, model::Instant now) {
    pace_ = first_pace;
    set(per_second, now);
}

void AdaptiveRate::learn(model::Instant began, model::Instant now) {
    const auto measured = recently(began);
    if (measured.calls < few) return;
    if (is_learned() && measured.per_second() * below >= *per_second()) return;
    pace_ = measured.calls >= enough ? first_pace : guessing;
    set(measured.per_second() * below, now);
}

void AdaptiveRate::attempt(model::Instant began, model::Instant now) {
    const auto measured = let_through(counted, began);
    if (measured.calls < few) return;
    pace_ = attempting;
    set(measured.per_second() * below, now);
    due_ = now + counted;
}

void AdaptiveRate::believe(model::Instant now) {
    pace_ = guessing;
    const auto due = due_;
    set(*per_second(), now);
    due_ = due;
}

bool AdaptiveRate::attempt_failed(model::Instant now) {
    const bool steady = now - since_ >= counted + steady_for;
    // With the pause, because a bucket has filled in it.
    const auto measured = let_through(steady ? counted : now - since_, now);
    const double next = measured.calls >= few ? measured.per_second() * below : *per_second();
    set(std::min(next, *per_second()), now);
    if (!steady) due_ = now + counted;
    return !steady;
}

void AdaptiveRate::refused(bool again, model::Instant now) {
    const double before = base_;
    const double current = *per_second();
    double next = current * below;
    if (again) {
        // A service that counts minutes lets a burst through and then nothing for a while.
        const auto time = std::clamp<model::Instant::duration>(
            now - since_, std::chrono::seconds(1), longest_remembered);
        const auto measured = let_through(time, now);
        if (measured.calls < few) return;
        next = std::min(next, measured.per_second());
    } else if (waited_ < shortly) {
        next = current * soon;
    }
    const bool same = std::abs(next - before) <= alike * before;
    pace_ = same ? std::min(2 * pace_, longest_pace) : guessing;
    set(next, now);
}

}  // namespace glossd::flow
