// Outbox: the deliveries of one target that are still to be done, in the source's order. Loads
// them from the ledger a window at a time and has them translated; the senders decide nothing
// about order, they ask sendable(). Loop thread only.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "monitor/meters.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/outbox_window.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/translator.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

// How long a delivery that is being sent belongs to the process that sends it.
inline constexpr std::chrono::minutes lease{10};

struct DeliveryCounts {
    std::int64_t published = 0;
    std::int64_t held = 0;
    std::int64_t failed = 0;  // attempts that failed
    std::int64_t requests = 0;

    DeliveryCounts& operator+=(const DeliveryCounts& other) {
        published += other.published;
        held += other.held;
        failed += other.failed;
        requests += other.requests;
        return *this;
    }
};

class Outbox {
  public:
    struct Parts {
        runtime::Loop& loop;
        store::Database& database;
        Translator& translator;
        const Plan& plan;
        LanguageMemory& languages;
        Activity& activity;
        monitor::DeliveryMeter* meter = nullptr;
    };

    // `changed`: something may be sendable now.
    Outbox(Parts parts, config::TargetSettings target, std::function<void()> changed);

    const config::TargetSettings& target() const { return target_; }

    // Something was planned (ids above those seen) or set free by hand (any id).
    void refill(bool from_start);
    void stop() { stopped_ = true; }

    // By hand, until resumed: nothing is loaded, translated or sendable. What is in flight ends.
    void pause(bool paused);
    bool paused() const { return paused_; }

    // What may be sent now, oldest first. strict: an unbroken run of ready ones from the head, at
    // most `run` long, and nothing while one is busy; any: everything that is ready. Unknown ones
    // are reconciled one at a time, oldest first, so that equal texts are matched in the order
    // they were sent.
    std::vector<OutboxEntry*> sendable(model::Instant now, std::size_t run = 1);

    OutboxEntry* find(std::int64_t id) { return window_.find(id); }
    void enter(OutboxEntry& entry, OutboxEntry::Phase phase) { window_.enter(entry, phase); }
    void published(std::int64_t id);  // counts it and finishes it
    void finish(std::int64_t id);     // published, held or dropped: leaves the window

    // Asks for a body of at most `limit` code points; `changed` follows, with or without one. False
    // when no engine can do it now. Only for an entry of which nothing was sent.
    bool shorten(OutboxEntry& entry, std::size_t limit);

    // Something may or may not be on the account already.
    bool in_doubt() const { return window_.in_doubt(); }
    // Were held in the ledger already.
    void held(const std::vector<std::int64_t>& ids);

    // Ends it here: reason kept in the ledger, shown by `glossd queue`.
    void hold(std::int64_t id, const std::string& reason);

    // The earliest moment after `now` at which sendable() may change by itself.
    std::optional<model::Instant> due(model::Instant now) const;

    // Since when the oldest delivery that is not done has been known; held ones are done.
    std::optional<model::WallTime> oldest() const { return window_.oldest(); }

    DeliveryCounts& counts() { return counts_; }
    const DeliveryCounts& counts() const { return counts_; }

  private:
    struct Loaded {
        std::vector<std::pair<model::Delivery, std::shared_ptr<const store::StoredPost>>> entries;
        bool full = false;                       // there may be more behind these
        std::optional<model::Duration> delay{};  // until the next one that is not to be had yet
        std::vector<std::int64_t> held;          // the account may have them (see Recognition)
    };

    void load();
    static Loaded read(store::Tables& tables, const std::string& target, std::int64_t after,
                       int most);
    void take(Loaded loaded);
    void doubt(std::int64_t id);
    void translate(OutboxEntry& entry);
    void translated(std::int64_t id, const std::vector<model::Segment>& segments,
                    const std::vector<Translator::Answer>& answers);
    void shortened(std::int64_t id, const Translator::Answer& answer);
    void waits_again(std::int64_t id);

    Parts parts_;
    config::TargetSettings target_;
    std::function<void()> changed_;
    OutboxWindow window_;
    std::int64_t loaded_up_to_ = 0;
    bool from_start_ = false;  // the next load begins at the first delivery again
    bool loading_ = false;
    bool more_ = true;  // the ledger may hold ids above loaded_up_to_
    bool stopped_ = false;
    bool paused_ = false;
    std::optional<model::Instant> delay_over_;  // when a planned one's delay is
    DeliveryCounts counts_;
};

}  // namespace glossd::pipeline
