// AccountSender, where it would rather stop than publish twice.
#include "monitor/log.hpp"
#include "pipeline/account_sender.hpp"
#include "pipeline/notice.hpp"

#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;

Recognition::Events AccountSender::recognition_events() {
    return {[this] { ++outbox_.counts().requests; },
            [this](const std::vector<std::int64_t>& held) {
                outbox_.held(held);
                pump();
            }};
}

void AccountSender::submit_all(const std::vector<OutboxEntry*>& ready,
                               const publishers::AccountFacts& facts) {
    bool strange = false;
    for (auto* entry : ready) {
        if (!recognised(*entry)) {
            strange = true;
            continue;
        }
        const bool waits = waits_for_ceiling(*entry);
        at_ceiling_ = at_ceiling_ || waits;
        if (!waits && attachments_.ready(*entry, facts)) submit(*entry);
    }
    if (strange) recognise(facts);
}

// Nothing new goes before it is known whether the account knows more than the ledger.
bool AccountSender::recognised(const OutboxEntry& entry) const {
    return recognition_.settled() || entry.delivery.state == DeliveryState::unknown ||
           entry.delivery.state == DeliveryState::sending;
}

// What is in doubt is read back first: it would look like something that the ledger does not know.
void AccountSender::recognise(const publishers::AccountFacts& facts) {
    if (!outbox_.in_doubt()) recognition_.ask(facts);
}

// What glossd itself has to say may well be the same three times a day.
void AccountSender::watch_reposts(const OutboxEntry& entry, int number) {
    const auto& delivery = entry.delivery;
    if (delivery.source == notice_source) return;
    const auto& payload = delivery.parts.at(static_cast<std::size_t>(number)).payload;
    if (!reposts_.published(RepostAlarm::hash_of(payload), model::wall_now())) return;
    raise_alarm(fmt::format("the same was published {} times within a day, last by delivery {}",
                            RepostAlarm::most, delivery.id));
}

// A pause like one by hand: in the ledger, so that no restart ends it.
void AccountSender::raise_alarm(const std::string& reason) {
    monitor::log(monitor::Level::error,
                 "target {} is paused: {}; look at the account, then `glossd queue resume "
                 "--target {}`",
                 target_.name, reason, target_.name);
    outbox_.pause(true);
    parts_.database.submit(
        [target = target_.name, reason](store::Tables& tables) {
            tables.pauses.pause(target, model::wall_now(), reason);
        },
        [this, token = parts_.activity.hold()](const model::Result<void>& stored) {
            // Pauses that were read before this was stored have been obeyed by now.
            if (stored) outbox_.pause(true);
        });
}

}  // namespace glossd::pipeline
