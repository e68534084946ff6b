// OutboxWindow: the deliveries of one target that an Outbox has loaded, in the source's order, and
// which of them may be sent. A value over a `now` handed in; loop thread only.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/time.hpp"
#include "pipeline/pictures.hpp"
#include "store/records.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace glossd::pipeline {

struct OutboxEntry {
    enum class Phase { translating, waiting, busy };  // busy: a sender has it

    model::Delivery delivery;
    std::shared_ptr<const store::StoredPost> post;
    Phase phase = Phase::translating;                  // changed by enter() alone
    std::optional<model::Instant> untranslated_since;  // when it first stood in another's way
    std::optional<model::Instant> not_before;          // a sender's own delay (settle)
    std::optional<Chosen> images;                      // gathered; nothing: not looked for yet
    int absent_reads = 0;
    bool said_present = false;    // Outcome::said_present of the last attempt
    bool repeated = false;        // an attempt may have been accepted
    std::size_t shortenings = 0;  // how often a shorter translation was asked for
};

class OutboxWindow {
  public:
    explicit OutboxWindow(config::Order order) : strict_(order == config::Order::strict) {}

    std::size_t size() const { return entries_.size(); }

    // The entry with this id, made if there is none (true). Entries stay where they are in memory.
    std::pair<OutboxEntry&, bool> admit(std::int64_t id);
    OutboxEntry* find(std::int64_t id);
    void enter(OutboxEntry& entry, OutboxEntry::Phase phase);
    void forget(std::int64_t id);

    // See Outbox.
    std::vector<OutboxEntry*> sendable(model::Instant now, std::size_t run);
    std::optional<model::Instant> due(model::Instant now) const;
    bool in_doubt() const;
    std::optional<model::WallTime> oldest() const;

  private:
    std::vector<OutboxEntry*> unbroken_run(model::Instant now, std::size_t run);
    std::vector<OutboxEntry*> all_free(model::Instant now);
    std::int64_t oldest_unknown() const;

    bool strict_;
    std::map<std::int64_t, OutboxEntry> entries_;  // by id, which ascends in the source's order
    std::set<std::int64_t> waiting_;               // those of entries_ in that phase
};

}  // namespace glossd::pipeline
