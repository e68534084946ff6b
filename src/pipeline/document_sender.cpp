#include "pipeline/document_sender.hpp"

#include "monitor/log.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/freeze.hpp"
#include "pipeline/retractor.hpp"
#include "runtime/failpoint.hpp"

#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;
using model::Outcome;
using model::OutcomeKind;
using monitor::Level;
using runtime::failpoint;
using runtime::Failpoint;
using Phase = OutboxEntry::Phase;

namespace {

// Deliveries that one rewrite confirms at most.
constexpr std::size_t batch_size = 100;

}  // namespace

DocumentSender::DocumentSender(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                               publishers::DocumentPublisherPtr publisher,
                               config::TargetSettings target, std::string owner)
    : parts_(parts),
      exchange_(exchange),
      lane_(lane),
      publisher_(std::move(publisher)),
      target_(std::move(target)),
      owner_(std::move(owner)),
      outbox_(parts, target_, [this] { pump(); }),
      timer_(parts.loop, [this] { pump(); }) {}

void DocumentSender::stop() {
    stopped_ = true;
    timer_.stop();
    outbox_.stop();
}

void DocumentSender::wake(bool from_start) {
    outbox_.refill(from_start);
    if (!from_start) return;
    parts_.database.submit(
        [target = target_.name](store::Tables& tables) {
            return take_retractions(tables, target, model::wall_now());
        },
        [this, token = parts_.activity.hold()](
            const model::Result<std::deque<store::Retraction>>& taken) {
            if (!taken) {
                monitor::log(Level::error, "target {}: {}", target_.name, taken.error().message);
                return;
            }
            retracted_.clear();
            for (const auto& retraction : *taken) retracted_.push_back(retraction.delivery_id);
            pump();
        });
}

void DocumentSender::pump() {
    if (asked_ || stopped_) return;
    const auto now = parts_.loop.now();
    const auto ready = outbox_.sendable(now, batch_size);
    timer_.set(outbox_.due(now));
    if (ready.empty() && retracted_.empty()) return;
    asked_ = true;
    lane_.submit(0, [this] { granted(); });
}

DocumentSender::Batch DocumentSender::take_batch() {
    Batch batch;
    batch.gone = std::exchange(retracted_, {});
    for (auto* entry : outbox_.sendable(parts_.loop.now(), batch_size)) {
        const auto& delivery = entry->delivery;
        const auto draft =
            compose_whole(entry->post->post, delivery.source, delivery.segments, target_);
        // A payload frozen before a crash stays as it is.
        const bool frozen = !delivery.parts.empty();
        batch.pending.push_back(
            {delivery.id, delivery.state == DeliveryState::unknown,
             frozen ? delivery.parts[0].key : key_of(delivery, entry->post->post, 0, ""),
             frozen ? delivery.parts[0].payload : publisher_->freeze(draft), delivery.version});
        outbox_.enter(*entry, Phase::busy);
        if (batch.pending.size() >= batch_size) break;
    }
    return batch;
}

void DocumentSender::granted() {
    const auto batch = stopped_ ? Batch{} : take_batch();
    if (batch.empty()) {
        asked_ = false;
        return lane_.give_back();
    }
    const auto now = model::wall_now();
    parts_.database.submit(
        [batch, now, owner = owner_, target = target_.name,
         most = publisher_->window()](store::Tables& tables) {
            auto window = tables.deliveries.window(target, static_cast<int>(most));
            for (const auto& pending : batch.pending) {
                if (pending.unknown) tables.deliveries.set_retry(pending.id, {now, now}, "");
                model::Part part;
                part.key = pending.key;
                part.payload = pending.payload;
                tables.deliveries.set_sending(pending.id, {part}, now, owner, now + lease,
                                              pending.version);
            }
            return window;
        },
        [this, batch, now, token = parts_.activity.hold()](const model::Result<Window>& window) {
            if (window) {
                failpoint(Failpoint::document_stored);
                return rewrite(batch, *window, now);
            }
            lane_.give_back();
            asked_ = false;
            monitor::log(Level::error, "target {}: {}", target_.name, window.error().message);
            for (const auto& pending : batch.pending) outbox_.finish(pending.id);
        });
}

void DocumentSender::rewrite(const Batch& batch, const Window& window, model::WallTime now) {
    std::vector<publishers::DocumentItem> items;
    for (auto pending = batch.pending.rbegin(); pending != batch.pending.rend(); ++pending) {
        items.push_back({pending->key, publisher_->thaw(pending->payload), now});
    }
    for (const auto& row : window) {
        if (items.size() >= publisher_->window()) break;
        items.push_back({row.key, publisher_->thaw(row.payload), row.published});
    }
    if (items.size() > publisher_->window()) items.resize(publisher_->window());
    ++outbox_.counts().requests;
    exchange_.start(publisher_->rewrite(items), target_.timeout,
                    [this, batch, now, began = lane_.now(), token = parts_.activity.hold()](
                        const model::Reply& reply) -> Exchange::Completion {
                        const auto* failure = std::get_if<model::ExchangeFailure>(&reply);
                        const auto reason =
                            failure ? std::optional(failure->error.message) : std::nullopt;
                        return [this, batch, now, began, reason, token] {
                            failpoint(Failpoint::document_answered);
                            asked_ = false;
                            if (!reason) {
                                lane_.finish({}, began);
                                return confirm(batch, now);
                            }
                            lane_.finish({OutcomeKind::transient, *reason, std::nullopt}, began);
                            put_back(batch, *reason);
                        };
                    });
}

void DocumentSender::confirm(const Batch& batch, model::WallTime now) {
    parts_.database.submit(
        [batch, now](store::Tables& tables) {
            for (const auto& pending : batch.pending) {
                tables.deliveries.set_part_published(pending.id, 0, "", "", now);
                tables.deliveries.set_published(pending.id, now);
            }
            for (const auto id : batch.gone) {
                tables.retractions.set_part_retracted(id, 0, now);
                tables.retractions.set_done(id, "", now);
            }
        },
        [this, batch, token = parts_.activity.hold()](const model::Result<void>& stored) {
            if (stored) failpoint(Failpoint::documents_published);
            tell(batch, stored);
            for (const auto& pending : batch.pending) {
                stored ? outbox_.published(pending.id) : outbox_.finish(pending.id);
            }
        });
}

void DocumentSender::tell(const Batch& batch, const model::Result<void>& stored) const {
    if (!stored) {
        monitor::log(Level::error, "target {}: {}", target_.name, stored.error().message);
        return;
    }
    if (!batch.pending.empty()) {
        monitor::log(Level::info, "{} deliveries to {} are published: {}", batch.pending.size(),
                     target_.name, target_.path);
    }
    if (!batch.gone.empty()) {
        monitor::log(Level::info, "{} deliveries are deleted from {}: {}", batch.gone.size(),
                     target_.name, target_.path);
    }
}

void DocumentSender::put_back(const Batch& batch, const std::string& reason) {
    monitor::log(Level::error, "target {}: {}; it will be tried again", target_.name, reason);
    ++outbox_.counts().failed;
    lane_.count_retry();
    parts_.database.submit(
        [batch, reason](store::Tables& tables) {
            const auto now = model::wall_now();
            for (const auto& pending : batch.pending) {
                tables.deliveries.set_retry(pending.id, {now, now}, reason);
            }
        },
        [this, batch, token = parts_.activity.hold()](const model::Result<void>&) {
            for (const auto& pending : batch.pending) {
                if (auto* entry = outbox_.find(pending.id)) {
                    entry->delivery.state = DeliveryState::ready;
                    outbox_.enter(*entry, Phase::waiting);
                }
            }
            retracted_.insert(retracted_.end(), batch.gone.begin(), batch.gone.end());
            pump();
        });
}

}  // namespace glossd::pipeline
