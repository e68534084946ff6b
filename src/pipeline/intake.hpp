// Intake: one source and its timer: poll through the host's lane, read, store the page, say that
// something is planned. Loop thread only. What happens next is read from the cursor row.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/intake_page.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"

#include <functional>
#include <string>

namespace glossd::pipeline {

class Intake {
  public:
    struct Events {
        std::function<void()> planned;                     // new deliveries are in the ledger
        std::function<void(const IntakeCounts&)> counted;  // a page was stored
        std::function<void()> failed;                      // a poll failed; the log says why
    };

    Intake(runtime::Loop& loop, store::Database& database, Exchange& exchange,
           flow::LaneDriver& lane, sources::SourcePtr source, IntakeRules rules, Events events,
           Activity& activity);

    // Loads the cursor, polls at `first` (at the latest when its interval is over from now; later
    // when the service asked us to wait), and goes on by the timer when `repeat`.
    void start(bool repeat, model::Instant first = {});
    void poll_now();  // what was to be polled later; one in flight is that poll
    void stop();      // no further poll; one in flight is finished

    const std::string& name() const { return rules_.source.name; }
    const std::string& url() const { return rules_.source.url; }
    std::int64_t requests() const { return requests_; }

    // When the next poll is due, while one is only waiting.
    std::optional<model::Instant> due() const { return due_; }

  private:
    using ReadPage = tl::expected<sources::Page, model::Outcome>;

    void begin(store::SourceState state, model::Instant first);
    void poll();
    void send();
    void take(sources::Page page);
    void fail(const model::Outcome& outcome);
    void wait(model::Duration delay);
    void warn_of_backlog(const IntakeCounts& counts) const;
    void report_failure(const std::string& message);

    runtime::Loop& loop_;
    store::Database& database_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    sources::SourcePtr source_;
    IntakeRules rules_;
    Events events_;
    Activity& activity_;
    runtime::Timer timer_;
    store::SourceState state_;
    std::optional<model::Instant> due_;
    std::int64_t requests_ = 0;
    bool repeat_ = false;
    bool stopped_ = false;
};

}  // namespace glossd::pipeline
