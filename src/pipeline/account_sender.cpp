#include "pipeline/account_sender.hpp"

#include "monitor/log.hpp"
#include "pipeline/freeze.hpp"
#include "pipeline/shortening.hpp"
#include "pipeline/thread.hpp"
#include "runtime/failpoint.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;
using model::Outcome;
using model::OutcomeKind;
using monitor::Level;
using publishers::Progress;
using publishers::Published;
using runtime::failpoint;
using runtime::Failpoint;
using Phase = OutboxEntry::Phase;

namespace {

// A refusal as a duplicate is about this one text, not a trouble of the service.
Outcome for_lane(const publishers::Sent& result) {
    if (const auto* made = std::get_if<Published>(&result))
        return {OutcomeKind::ok, {}, made->rest};
    const auto* outcome = std::get_if<Outcome>(&result);
    return outcome && !outcome->said_present ? *outcome : Outcome{};
}

}  // namespace

AccountSender::AccountSender(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                             publishers::PublisherPtr publisher, config::TargetSettings target,
                             Owner owner, MediaKeeper* keeper)
    : parts_(parts),
      exchange_(exchange),
      lane_(lane),
      publisher_(std::move(publisher)),
      target_(std::move(target)),
      owner_(std::move(owner)),
      outbox_(parts, target_, [this] { pump(); }),
      facts_(parts.loop, exchange, lane, *publisher_, target_, parts.activity, facts_events()),
      attachments_(parts, outbox_, target_, keeper, [this] { pump(); }),
      recognition_(parts, exchange, lane, *publisher_, target_, recognition_events()),
      reconciler_(parts.database, exchange, lane, *publisher_, target_, parts.activity,
                  [this] { ++outbox_.counts().requests; }),
      retractor_(parts.database, exchange, lane, *publisher_, target_, parts.activity,
                 [this] { ++outbox_.counts().requests; }),
      timer_(parts.loop, [this] { pump(); }),
      ceiling_(target_.max_per_hour) {}

FactsKeeper::Events AccountSender::facts_events() {
    return {[this] { pump(); }, [this] { ++outbox_.counts().requests; },
            [this] { ++outbox_.counts().failed; }};
}

void AccountSender::start() {
    struct Recent {
        std::vector<model::WallTime> times;
        RepostAlarm reposts;
    };
    parts_.database.submit(
        [target = target_.name](store::Tables& tables) {
            const auto now = model::wall_now();
            Recent recent;
            recent.times = tables.parts.publish_times_since(target, now - std::chrono::hours(1));
            tables.parts.each_payload_since(
                target, now - RepostAlarm::day, [&](model::WallTime when, const auto& payload) {
                    recent.reposts.published(RepostAlarm::hash_of(payload), when);
                });
            return recent;
        },
        [this, token = parts_.activity.hold()](const model::Result<Recent>& recent) {
            if (recent) {
                for (const auto& time : recent->times) {
                    ceiling_.published(parts_.loop.now() - (model::wall_now() - time));
                }
                reposts_ = recent->reposts;
            }
            started_ = true;
            wake(true);
        });
}

void AccountSender::stop() {
    stopped_ = true;
    timer_.stop();
    outbox_.stop();
    facts_.stop();
    recognition_.stop();
    reconciler_.stop();
    retractor_.stop();
}

void AccountSender::pump() {
    if (!started_ || stopped_) return;
    const auto now = parts_.loop.now();
    // What is in doubt may stand behind something that waits to be recognised.
    const auto run = recognition_.settled() ? 1 : std::numeric_limits<std::size_t>::max();
    const auto ready = outbox_.sendable(now, run);
    at_ceiling_ = false;
    if (const auto* facts = facts_.fresh()) {
        submit_all(ready, *facts);
    } else if (!ready.empty()) {
        facts_.ask();
    }
    timer_.set(next_change(now));
}

std::optional<model::Instant> AccountSender::next_change(model::Instant now) {
    const auto due = outbox_.due(now);
    const auto open = at_ceiling_ ? ceiling_.closed_until(now) : std::nullopt;
    return due && open ? std::min(*due, *open) : due ? due : open;
}

// Only for a delivery that has not begun: the rest of a thread goes out whatever it takes.
bool AccountSender::waits_for_ceiling(const OutboxEntry& entry) {
    const auto& parts = entry.delivery.parts;
    const bool begun = !parts.empty() && parts.front().state == DeliveryState::published;
    if (begun || entry.delivery.state != DeliveryState::ready) return false;
    return ceiling_.closed_until(parts_.loop.now()).has_value();
}

void AccountSender::submit(OutboxEntry& entry, int extra_priority) {
    outbox_.enter(entry, Phase::busy);
    entry.not_before.reset();
    lane_.submit(extra_priority, [this, id = entry.delivery.id] { granted(id); });
}

void AccountSender::granted(std::int64_t id) {
    auto* entry = outbox_.find(id);
    if (!entry || stopped_) return lane_.give_back();
    const auto* facts = facts_.fresh();
    // They may have gone stale, and others may have gone out, while it waited in the lane.
    if (!facts || outbox_.paused() || waits_for_ceiling(*entry)) {
        lane_.give_back();
        outbox_.enter(*entry, Phase::waiting);
        return pump();
    }
    failpoint(Failpoint::lane_granted);
    if (entry->delivery.state == DeliveryState::unknown) return reconcile(*entry, *facts);
    if (entry->delivery.state == DeliveryState::sending) return send_on(id);
    send(*entry, *facts);
}

// --- Sending

template <class Work>
void AccountSender::record(std::int64_t id, Work work, std::function<void(OutboxEntry&)> then,
                           const std::function<void(const model::Error&)>& otherwise) {
    parts_.database.submit(std::move(work),
                           [this, id, then = std::move(then), otherwise,
                            token = parts_.activity.hold()](const model::Result<void>& stored) {
                               auto* entry = outbox_.find(id);
                               if (!entry) return;
                               if (stored) return then(*entry);
                               if (otherwise) otherwise(stored.error());
                               // The row is as it was; the next load decides anew from it.
                               monitor::log(Level::error, "delivery {} to {}: {}", id, target_.name,
                                            stored.error().message);
                               ++outbox_.counts().failed;
                               outbox_.finish(id);
                           });
}

bool AccountSender::shorten(OutboxEntry& entry, const publishers::AccountFacts& facts) {
    const auto limit =
        shorter_limit(entry.post->post, entry.delivery.source, entry.delivery.segments, target_,
                      facts.length, entry.shortenings);
    return limit && outbox_.shorten(entry, *limit);
}

void AccountSender::send(OutboxEntry& entry, const publishers::AccountFacts& facts) {
    const auto id = entry.delivery.id;
    if (entry.delivery.parts.empty()) {
        if (shorten(entry, facts)) return lane_.give_back();
        auto parts = freeze_parts(entry.delivery, entry.post->post, target_, *publisher_, facts,
                                  owner_.instance, entry.images.value_or(Chosen{}));
        if (!parts) {
            lane_.give_back();
            return outbox_.hold(id, parts.error().message);
        }
        entry.delivery.parts = std::move(*parts);
    }
    ceiling_.reserve();
    commit_and_transmit(
        entry, [id, parts = entry.delivery.parts, owner = owner_.id,
                version = entry.delivery.version](store::Tables& tables, model::WallTime now) {
            tables.deliveries.set_sending(id, parts, now, owner, now + lease, version);
        });
    entry.delivery.state = DeliveryState::sending;
}

// The next call of a part that was begun with an upload.
void AccountSender::send_on(std::int64_t id) {
    auto* entry = outbox_.find(id);
    // Stopping here leaves the row in `sending`: the next start reconciles it.
    if (!entry || stopped_) return lane_.give_back();
    commit_and_transmit(*entry, [id](store::Tables& tables, model::WallTime now) {
        tables.deliveries.renew_attempt(id, now, now + lease);
    });
}

// `mark` is committed before the request leaves, with the time from which `settle` counts.
template <class Mark>
void AccountSender::commit_and_transmit(OutboxEntry& entry, Mark mark) {
    const auto id = entry.delivery.id;
    auto* part = first_open(entry.delivery);
    const auto now = model::wall_now();
    part->attempt_started = now;
    part->state = DeliveryState::sending;
    parts_.database.submit(
        [mark = std::move(mark), now](store::Tables& tables) { mark(tables, now); },
        [this, id, part = *part, parent = reply_to(entry.delivery, part->number),
         token = parts_.activity.hold()](const model::Result<void>& stored) {
            if (stored) {
                failpoint(Failpoint::sending_stored);
                return transmit(id, part, parent);
            }
            lane_.give_back();
            ceiling_.release();
            monitor::log(Level::error, "delivery {} to {} was not sent: {}", id, target_.name,
                         stored.error().message);
            ++outbox_.counts().failed;
            outbox_.finish(id);
        });
}

void AccountSender::transmit(std::int64_t id, const model::Part& part, const std::string& parent) {
    ++outbox_.counts().requests;
    const Progress progress{part.progress};
    auto frozen = send_part(part, parent);
    frozen.folder = attachments_.folder();
    if (const auto* entry = outbox_.find(id)) frozen.repeated = entry->repeated;
    exchange_.start(
        publisher_->send_request(frozen, progress), target_.timeout,
        [this, id, frozen, progress, number = part.number, began = lane_.now(),
         token = parts_.activity.hold()](const model::Reply& reply) -> Exchange::Completion {
            auto result =
                std::make_shared<publishers::Sent>(publisher_->read_send(frozen, progress, reply));
            return [this, id, number, began, result, token] { sent(id, number, began, *result); };
        });
}

void AccountSender::sent(std::int64_t id, int number, model::Instant began,
                         const publishers::Sent& result) {
    failpoint(Failpoint::send_answered);
    const auto* outcome = std::get_if<Outcome>(&result);
    lane_.finish(for_lane(result), began);
    if (const auto* progress = std::get_if<Progress>(&result)) {
        return progressed(id, number, *progress);
    }
    ceiling_.release();
    if (outcome) return failed(id, *outcome);
    published(id, number, std::get<Published>(result));
}

void AccountSender::published(std::int64_t id, int number, const Published& made) {
    ceiling_.published(parts_.loop.now());
    auto* sending = outbox_.find(id);
    const bool last = sending && number + 1 == static_cast<int>(sending->delivery.parts.size());
    record(
        id,
        [id, number, made, last](store::Tables& tables) {
            const auto now = model::wall_now();
            tables.deliveries.set_part_published(id, number, made.remote_id, made.remote_url, now);
            if (last) tables.deliveries.set_published(id, now);
        },
        [this, id, number, made, last](OutboxEntry& entry) {
            failpoint(last ? Failpoint::published_stored : Failpoint::part_stored);
            watch_reposts(entry, number);
            if (last) {
                monitor::log(Level::info, "delivery {} to {} is published: {}", id, target_.name,
                             made.remote_url);
                return outbox_.published(id);
            }
            auto* part = part_of(entry.delivery, number);
            part->state = DeliveryState::published;
            part->remote_id = made.remote_id;
            entry.delivery.state = DeliveryState::ready;
            entry.absent_reads = 0;
            if (stopped_) return;
            // The rest of a thread goes before other posts.
            submit(entry, 1);
        },
        [this, id, made](const model::Error& error) {
            // Our rules, not the disk: this was confirmed before, or another delivery was.
            const bool twice = error.kind == model::ErrorKind::refused ||
                               error.kind == model::ErrorKind::invalid_input;
            if (twice) {
                raise_alarm(fmt::format("delivery {} was confirmed as {} a second time", id,
                                        made.remote_id));
            }
        });
}

void AccountSender::progressed(std::int64_t id, int number, const Progress& progress) {
    if (!progress.note.empty())
        monitor::log(Level::warning, "delivery {} to {}: {}", id, target_.name, progress.note);
    record(
        id,
        [id, number, progress](store::Tables& tables) {
            tables.deliveries.set_part_progress(id, number, progress.state);
            if (progress.note.empty()) return;
            tables.deliveries.remark(id, "image", progress.note, model::wall_now());
        },
        [this, id, number, progress](OutboxEntry& entry) {
            failpoint(Failpoint::progress_stored);
            part_of(entry.delivery, number)->progress = progress.state;
            if (progress.pause == model::Duration::zero())
                return lane_.submit(1, [this, id] { send_on(id); });
            outbox_.enter(entry, Phase::waiting);
            entry.not_before = parts_.loop.now() + progress.pause;
            pump();
        });
}

void AccountSender::failed(std::int64_t id, const Outcome& outcome) {
    ++outbox_.counts().failed;
    const auto reason = fmt::format("{}: {}", model::to_string(outcome.kind), outcome.message);
    switch (outcome.kind) {
        case OutcomeKind::rejected:
        case OutcomeKind::too_large:
        case OutcomeKind::blocked:
            return outbox_.hold(id, reason);
        case OutcomeKind::unknown:
        case OutcomeKind::ok:
            return unknown(id, reason, outcome.said_present);
        case OutcomeKind::unauthorized:
            monitor::log(Level::error,
                         "target {}: the credential is refused ({}); its deliveries wait until "
                         "it is mended and glossd is reloaded or started again",
                         target_.name, outcome.message);
            return retry(id, reason);
        case OutcomeKind::rate_limited:
        case OutcomeKind::transient:
        case OutcomeKind::quota:
            monitor::log(Level::warning, "delivery {} to {} will be tried again: {}", id,
                         target_.name, reason);
            return retry(id, reason);
    }
}

// Back to ready with the same key and payload; the lane says when.
void AccountSender::retry(std::int64_t id, const std::string& reason) {
    lane_.count_retry();
    record(
        id,
        [id, reason](store::Tables& tables) {
            const auto now = model::wall_now();
            tables.deliveries.set_retry(id, {now, now}, reason);
        },
        [this](OutboxEntry& entry) {
            failpoint(Failpoint::retry_stored);
            entry.delivery.state = DeliveryState::ready;
            outbox_.enter(entry, Phase::waiting);
            entry.images.reset();  // a file may be gone
            entry.absent_reads = 0;
            pump();
        });
}

void AccountSender::unknown(std::int64_t id, const std::string& reason, bool said_present) {
    monitor::log(Level::warning, "delivery {} to {} is unknown: {}", id, target_.name, reason);
    record(
        id,
        [id, reason](store::Tables& tables) {
            tables.deliveries.set_unknown(id, reason, model::wall_now());
        },
        [this, said_present](OutboxEntry& entry) {
            failpoint(Failpoint::unknown_stored);
            entry.said_present = said_present;
            entry.repeated = true;
            entry.delivery.state = DeliveryState::unknown;
            outbox_.enter(entry, Phase::waiting);
            entry.absent_reads = 0;
            pump();
        });
}

}  // namespace glossd::pipeline
