#include "flow/lane.hpp"

#include <algorithm>
#include <utility>

namespace glossd::flow {

using model::OutcomeKind;

namespace {

// A quota without a stated reset is asked about again after this long.
constexpr std::chrono::hours quota_pause{1};

}  // namespace

bool pauses_lane(OutcomeKind kind) {
    return kind == OutcomeKind::transient || kind == OutcomeKind::rate_limited ||
           kind == OutcomeKind::unknown || kind == OutcomeKind::quota ||
           kind == OutcomeKind::unauthorized;
}

Lane::Lane(std::string name, const LaneLimits& limits, model::Instant now,
           std::vector<SharedBucket> shared)
    : name_(std::move(name)),
      max_concurrent_(std::max(1, limits.max_concurrent)),
      requests_(limits.requests_per_minute, now),
      tokens_(limits.tokens_per_minute, now),
      characters_(limits.characters_per_minute, now),
      shared_(std::move(shared)) {
    if (limits.adaptive) pace_.emplace(max_concurrent_, now);
}

void Lane::push(int priority, Granted granted) {
    waiting_.push(priority, std::move(granted));
}

std::optional<double> Lane::per_second() const {
    return pace_ ? pace_->per_second() : std::nullopt;
}

bool Lane::is_parked(model::Instant now) const {
    return park_ && (!park_->until || now < *park_->until);
}

bool Lane::is_probing() const {
    return (failures_ > 0 || breaker_.is_tripped()) && in_flight_ > granted_before_pause_;
}

bool Lane::may_grant(model::Instant now) const {
    // Tokens and characters are charged once the batch is known, so here they only must not be
    // in debt.
    return in_flight_ < limit() && !is_probing() && !is_parked(now) &&
           (!pace_ || pace_->may_start(now)) && requests_.has(1, now) && tokens_.has(0, now) &&
           characters_.has(0, now) &&
           std::all_of(shared_.begin(), shared_.end(),
                       [&](const SharedBucket& bucket) { return bucket->has(1, now); });
}

std::vector<Lane::Granted> Lane::grant(model::Instant now, std::size_t most) {
    std::vector<Granted> granted;
    while (granted.size() < most && !waiting_.empty() && may_grant(now)) {
        if (park_) park_.reset();
        granted.push_back(waiting_.pop());
        ++in_flight_;
        if (pace_) pace_->started(now);
        requests_.take(1, now);
        for (const auto& bucket : shared_) bucket->take(1, now);
    }
    return granted;
}

void Lane::charge(const Charge& charge, model::Instant now) {
    tokens_.take(charge.tokens, now);
    characters_.take(charge.characters, now);
}

void Lane::pause(model::Duration delay, const std::string& reason, model::Instant now) {
    const auto until = now + delay;
    if (!park_ || (park_->until && *park_->until < until)) park_ = Park{until, reason};
    granted_before_pause_ = in_flight_;
}

void Lane::answered(const model::Outcome& outcome, const std::optional<CallSeen>& call,
                    bool old_news, model::Instant now) {
    if (pace_ && call) pace_->answered(*call, now);
    if (!old_news) {
        failures_ = 0;
        breaker_.answered(now);
    }
    if (outcome.kind == OutcomeKind::ok && outcome.retry_after) {
        pause(*outcome.retry_after, outcome.message, now);
    }
}

void Lane::failed(const model::Outcome& outcome, const std::optional<CallSeen>& call, bool old_news,
                  model::Instant now, double random) {
    const bool limited = outcome.kind == OutcomeKind::rate_limited;
    auto verdict = AdaptivePace::Verdict::failing;
    if (pace_ && call) verdict = pace_->refused(*call, limited, now);
    if (verdict == AdaptivePace::Verdict::old_news) old_news = true;
    const bool pauses = !old_news && verdict == AdaptivePace::Verdict::failing;
    if (pauses) ++failures_;
    if (outcome.retry_after) {
        pause(RetryPolicy::told(*outcome.retry_after, random), outcome.message, now);
    } else if (pauses) {
        pause(policy_.delay(failures_, random), outcome.message, now);
    }
    if (limited || old_news) return;
    if (const auto length = breaker_.failed(now, random)) pause(*length, outcome.message, now);
}

void Lane::finish(const model::Outcome& outcome, model::Instant now, double random,
                  const std::optional<CallSeen>& call) {
    --in_flight_;
    const bool old_news = granted_before_pause_ > 0;
    if (old_news) --granted_before_pause_;
    switch (outcome.kind) {
        case OutcomeKind::transient:
        case OutcomeKind::rate_limited:
        case OutcomeKind::unknown:
            return failed(outcome, call, old_news, now, random);
        case OutcomeKind::quota:
            return pause(outcome.retry_after.value_or(quota_pause), outcome.message, now);
        case OutcomeKind::unauthorized:
            park_ = Park{std::nullopt, outcome.message};
            return;
        case OutcomeKind::ok:
        case OutcomeKind::rejected:
        case OutcomeKind::too_large:
        case OutcomeKind::blocked:
            return answered(outcome, call, old_news, now);
    }
}

void Lane::give_back() {
    --in_flight_;
    // It may have been one of those: a later failure must not pass for old news.
    granted_before_pause_ = std::min(granted_before_pause_, in_flight_);
    requests_.give_back(1);
    if (pace_) pace_->give_back();
    for (const auto& bucket : shared_) bucket->give_back(1);
}

void Lane::unpark() {
    park_.reset();
    failures_ = 0;
    breaker_.reset();
}

void Lane::continue_from(const Lane& before, model::Instant now) {
    requests_.continue_from(before.requests_, now);
    tokens_.continue_from(before.tokens_, now);
    characters_.continue_from(before.characters_, now);
    failures_ = before.failures_;
    breaker_ = before.breaker_;
    if (pace_ && before.pace_) pace_->continue_from(*before.pace_, now);
    if (before.park_ && before.park_->until && !before.park_->by_budget) park_ = before.park_;
}

model::LaneFindings Lane::findings() const {
    auto findings = pace_ ? pace_->findings() : model::LaneFindings{};
    findings.openings = breaker_.openings();
    return findings;
}

void Lane::go_on_from(const model::LaneFindings& findings, model::Instant now) {
    if (pace_) pace_->go_on_from(findings, now);
    breaker_.go_on_from(findings.openings, now);
}

std::optional<model::Instant> Lane::next_at(model::Instant now) const {
    if (waiting_.empty() || in_flight_ >= limit()) return std::nullopt;
    if (is_probing()) return std::nullopt;
    if (park_ && !park_->until) return std::nullopt;
    auto next = now;
    if (park_) next = std::max(next, *park_->until);
    next = std::max(next, requests_.ready_at(1, now));
    next = std::max(next, tokens_.ready_at(0, now));
    next = std::max(next, characters_.ready_at(0, now));
    for (const auto& bucket : shared_) next = std::max(next, bucket->ready_at(1, now));
    if (pace_) next = std::max(next, pace_->ready_at(now));
    return next;
}

}  // namespace glossd::flow
