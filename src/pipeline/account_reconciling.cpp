// AccountSender, where nobody knows whether a part arrived.
#include "monitor/log.hpp"
#include "pipeline/account_sender.hpp"
#include "pipeline/thread.hpp"
#include "publishers/uploads.hpp"

#include <utility>

namespace glossd::pipeline {

using model::Outcome;
using monitor::Level;
using publishers::Published;
using Phase = OutboxEntry::Phase;

namespace {

constexpr const char* disputed =
    "the service refuses this as a duplicate, but it is not among the account's latest posts";

}  // namespace

void AccountSender::reconcile(OutboxEntry& entry, const publishers::AccountFacts& facts) {
    const auto id = entry.delivery.id;
    const auto* part = first_open(entry.delivery);
    if (part && publishers::only_uploading(send_part(*part, {}), {part->progress})) {
        lane_.give_back();
        return retry(id, "it was cut off while its images were uploaded");
    }
    if (target_.on_unknown == config::OnUnknown::reconcile && publisher_->can_look_up() && part) {
        auto frozen = send_part(*part, reply_to(entry.delivery, part->number));
        return reconciler_.look_up(frozen, facts,
                                   [this, id, number = part->number](const auto& finding) {
                                       reconciled(id, number, finding);
                                   });
    }
    lane_.give_back();
    const bool repeat =
        target_.on_unknown == config::OnUnknown::reconcile && publisher_->repeat_is_safe();
    if (repeat || target_.on_unknown == config::OnUnknown::resend) {
        return retry(id, "sent again: it is not known whether the first attempt arrived");
    }
    outbox_.hold(id,
                 "it is not known whether this was published and it cannot be read back; look "
                 "at the account, then `glossd queue retry` or `glossd queue drop` it");
}

void AccountSender::reconciled(std::int64_t id, int number, const Reconciler::Finding& finding) {
    auto* entry = outbox_.find(id);
    if (!entry) return;
    if (const auto* made = std::get_if<Published>(&finding)) return published(id, number, *made);
    if (const auto* absent = std::get_if<Reconciler::AbsentNow>(&finding)) {
        return absent_now(*entry, absent->began);
    }
    const auto& outcome = std::get<Outcome>(finding);
    monitor::log(Level::warning, "delivery {} to {} could not be read back: {}", id, target_.name,
                 outcome.message);
    if (!flow::pauses_lane(outcome.kind)) {
        return outbox_.hold(id,
                            "it is not known whether this was published, and reading back "
                            "failed: " +
                                outcome.message);
    }
    outbox_.enter(*entry, Phase::waiting);
    pump();
}

void AccountSender::absent_now(OutboxEntry& entry, model::WallTime began) {
    const auto started = first_open(entry.delivery)->attempt_started.value_or(began);
    if (proves_absence(++entry.absent_reads, began, started, target_.settle)) {
        if (entry.said_present) return outbox_.hold(entry.delivery.id, disputed);
        return retry(entry.delivery.id, "read back twice and not found: sent again");
    }
    const store::Deadline settled{started + target_.settle, started};
    outbox_.enter(entry, Phase::waiting);
    entry.not_before = parts_.loop.now() + store::remaining(settled, model::wall_now());
    pump();
}

}  // namespace glossd::pipeline
