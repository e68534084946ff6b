// AccountSender: carries the outbox of one account out, part by part, through its lane: freeze,
// commit `sending`, send, record; and reconciles what is unknown (design section 4). Loop thread
// only. What one would get wrong: an unknown part is never sent again before it was read back.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/account_facts.hpp"
#include "pipeline/attachments.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/hourly_ceiling.hpp"
#include "pipeline/outbox.hpp"
#include "pipeline/recognition.hpp"
#include "pipeline/reconciler.hpp"
#include "pipeline/repost_alarm.hpp"
#include "pipeline/retractor.hpp"
#include "publishers/publisher.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace glossd::pipeline {

// Who is sending: rows it marked `sending` are its own until it is gone.
struct Owner {
    std::string id;        // this process
    std::string instance;  // this ledger; part of every idempotency key
};

class AccountSender {
  public:
    // Without a keeper no images are attached.
    AccountSender(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                  publishers::PublisherPtr publisher, config::TargetSettings target, Owner owner,
                  MediaKeeper* keeper = nullptr);

    void start();
    void wake(bool from_start) {
        outbox_.refill(from_start);
        if (from_start) retractor_.wake();
    }
    void stop();  // starts nothing more; what is in flight is recorded

    // When something may go that waits for a time now.
    std::optional<model::Instant> due() const { return timer_.due(); }
    Outbox& outbox() { return outbox_; }

  private:
    void pump();
    std::optional<model::Instant> next_change(model::Instant now);
    void submit(OutboxEntry& entry, int extra_priority = 0);
    void submit_all(const std::vector<OutboxEntry*>& ready, const publishers::AccountFacts& facts);
    void granted(std::int64_t id);
    bool waits_for_ceiling(const OutboxEntry& entry);

    FactsKeeper::Events facts_events();
    Recognition::Events recognition_events();

    // account_guards.cpp
    bool recognised(const OutboxEntry& entry) const;
    void recognise(const publishers::AccountFacts& facts);
    void watch_reposts(const OutboxEntry& entry, int number);
    void raise_alarm(const std::string& reason);

    bool shorten(OutboxEntry& entry, const publishers::AccountFacts& facts);
    void send(OutboxEntry& entry, const publishers::AccountFacts& facts);
    void send_on(std::int64_t id);
    template <class Mark>
    void commit_and_transmit(OutboxEntry& entry, Mark mark);
    void transmit(std::int64_t id, const model::Part& part, const std::string& reply_to);
    void sent(std::int64_t id, int number, model::Instant began, const publishers::Sent& sent);
    void published(std::int64_t id, int number, const publishers::Published& published);
    void progressed(std::int64_t id, int number, const publishers::Progress& progress);
    void failed(std::int64_t id, const model::Outcome& outcome);
    void retry(std::int64_t id, const std::string& reason);
    void unknown(std::int64_t id, const std::string& reason, bool said_present);

    // account_reconciling.cpp
    void reconcile(OutboxEntry& entry, const publishers::AccountFacts& facts);
    void reconciled(std::int64_t id, int number, const Reconciler::Finding& finding);
    void absent_now(OutboxEntry& entry, model::WallTime began);

    template <class Work>
    void record(std::int64_t id, Work work, std::function<void(OutboxEntry&)> then,
                const std::function<void(const model::Error&)>& otherwise = {});

    Outbox::Parts parts_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    publishers::PublisherPtr publisher_;
    config::TargetSettings target_;
    Owner owner_;
    Outbox outbox_;
    FactsKeeper facts_;
    Attachments attachments_;
    Recognition recognition_;
    Reconciler reconciler_;
    Retractor retractor_;
    runtime::Timer timer_;
    HourlyCeiling ceiling_;
    RepostAlarm reposts_;
    bool at_ceiling_ = false;  // something would go but for the ceiling
    bool started_ = false;
    bool stopped_ = false;
};

}  // namespace glossd::pipeline
