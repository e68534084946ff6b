#include "pipeline/intake.hpp"

#include "monitor/log.hpp"
#include "runtime/failpoint.hpp"

#include <algorithm>
#include <utility>

namespace glossd::pipeline {

using model::Outcome;
using model::OutcomeKind;
using runtime::failpoint;
using runtime::Failpoint;

namespace {

constexpr std::chrono::seconds poll_timeout{60};
constexpr std::chrono::hours longest_backoff{24};

// "Gone" is remembered together with the address that it was said of.
std::string gone_reason(const std::string& url) {
    return url + " is gone (410)";
}

// A source that is down is asked less and less often, but at least once a day.
model::Duration backoff(model::Duration interval, int failures, const Outcome& outcome) {
    if (outcome.retry_after) return std::max(interval, *outcome.retry_after);
    const auto doubled = interval * (1LL << std::min(failures - 1, 20));
    return std::min<model::Duration>(doubled, longest_backoff);
}

}  // namespace

Intake::Intake(runtime::Loop& loop, store::Database& database, Exchange& exchange,
               flow::LaneDriver& lane, sources::SourcePtr source, IntakeRules rules, Events events,
               Activity& activity)
    : loop_(loop),
      database_(database),
      exchange_(exchange),
      lane_(lane),
      source_(std::move(source)),
      rules_(std::move(rules)),
      events_(std::move(events)),
      activity_(activity),
      timer_(loop, [this] { poll(); }) {}

void Intake::start(bool repeat, model::Instant first) {
    repeat_ = repeat;
    if (first > loop_.now()) due_ = first;
    database_.submit(
        [name = name()](store::Tables& tables) { return tables.cursors.get(name); },
        [this, first, token = activity_.hold()](const model::Result<store::SourceState>& state) {
            if (stopped_) return;
            if (!state) return report_failure(state.error().message);
            begin(*state, first);
        });
}

void Intake::begin(store::SourceState state, model::Instant first) {
    state_ = std::move(state);
    // "gone" belongs to an address; the operator's new one starts afresh.
    if (state_.stopped == gone_reason(rules_.source.url)) {
        return report_failure(state_.stopped + "; it is not polled any more until its url changes");
    }
    state_.stopped.clear();
    const auto now = model::wall_now();
    if (state_.next_poll && store::remaining(*state_.next_poll, now) > model::Duration::zero()) {
        const auto delay = store::remaining(*state_.next_poll, now);
        monitor::log(monitor::Level::info,
                     "source {}: not polled yet: the last poll failed and the next is due in {}s",
                     name(), std::chrono::ceil<std::chrono::seconds>(delay).count());
        return wait(delay);
    }
    if (first <= loop_.now()) return poll();
    const auto left = std::chrono::ceil<model::Duration>(first - loop_.now());
    wait(std::min(left, rules_.source.poll_interval));
}

void Intake::wait(model::Duration delay) {
    if (stopped_) return;
    due_ = loop_.now() + delay;
    if (repeat_) timer_.start(delay);
}

void Intake::report_failure(const std::string& message) {
    monitor::log(monitor::Level::error, "source {}: {}", name(), message);
    events_.failed();
}

void Intake::stop() {
    stopped_ = true;
    timer_.stop();
    due_.reset();
}

void Intake::poll_now() {
    if (stopped_ || !due_) return;  // one is on its way, or there is none any more
    timer_.stop();
    poll();
}

void Intake::poll() {
    due_.reset();
    lane_.submit(rules_.source.priority, [this] {
        if (stopped_) return lane_.give_back();
        send();
    });
}

void Intake::send() {
    ++requests_;
    if (state_.failures > 0) lane_.count_retry();
    const sources::Cursor cursor{state_.cursor};
    exchange_.start(
        source_->request(cursor), poll_timeout,
        [this, cursor, source = source_.get(), began = loop_.now(),
         token = activity_.hold()](model::Reply reply) -> Exchange::Completion {
            auto page = std::make_shared<ReadPage>(source->read(cursor, reply, model::wall_now()));
            return [this, page, began, token] {
                failpoint(Failpoint::page_answered);
                lane_.finish(*page ? Outcome{} : page->error(), began);
                if (*page) return take(std::move(**page));
                fail(page->error());
            };
        });
}

void Intake::take(sources::Page page) {
    for (const auto& note : page.notes) {
        monitor::log(monitor::Level::warning, "source {}: {}", name(), note);
    }
    const bool more = page.more;
    const auto interval =
        std::max(rules_.source.poll_interval, page.min_interval.value_or(model::Duration::zero()));
    const auto gone = page.gone ? gone_reason(rules_.source.url) : std::string{};
    database_.submit(
        [rules = rules_, page = std::move(page), gone](store::Tables& tables) {
            const auto counts = take_page(tables, rules, page, model::wall_now());
            auto state = tables.cursors.get(rules.source.name);
            state.stopped = gone;
            tables.cursors.put(rules.source.name, state);
            return std::make_pair(counts, state);
        },
        [this, more, gone, interval, token = activity_.hold()](
            const model::Result<std::pair<IntakeCounts, store::SourceState>>& taken) {
            if (!taken) {
                report_failure(taken.error().message);
                return wait(interval);
            }
            failpoint(Failpoint::page_stored);
            state_ = taken->second;
            events_.counted(taken->first);
            warn_of_backlog(taken->first);
            if (taken->first.fresh > 0) events_.planned();
            if (!gone.empty()) return report_failure(gone + "; it is not polled any more");
            if (more && !stopped_) return poll();
            wait(interval);
        });
}

void Intake::warn_of_backlog(const IntakeCounts& counts) const {
    if (counts.held == 0) return;
    monitor::log(monitor::Level::warning,
                 "source {}: {} deliveries of {} new posts are beyond max_backlog and held: "
                 "`glossd queue choose` says what becomes of them",
                 name(), counts.held, counts.fresh);
}

void Intake::fail(const Outcome& outcome) {
    report_failure(outcome.message);
    ++state_.failures;
    const auto delay = backoff(rules_.source.poll_interval, state_.failures, outcome);
    const auto now = model::wall_now();
    state_.next_poll = store::Deadline{now + delay, now};
    database_.submit(
        [name = name(), state = state_](store::Tables& tables) { tables.cursors.put(name, state); },
        [token = activity_.hold()](const model::Result<void>&) {});
    wait(delay);
}

}  // namespace glossd::pipeline
