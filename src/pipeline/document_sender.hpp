// DocumentSender: carries the outbox of a target that is one document (a feed file): a batch of
// deliveries and the window of those before them become one rewrite, which confirms them all.
// Loop thread only. Rewriting is idempotent, so an unknown outcome is simply done again.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/outbox.hpp"
#include "publishers/publisher.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::pipeline {

class DocumentSender {
  public:
    DocumentSender(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                   publishers::DocumentPublisherPtr publisher, config::TargetSettings target,
                   std::string owner);

    void start() { wake(true); }
    void wake(bool from_start);
    void stop();

    std::optional<model::Instant> due() const { return timer_.due(); }
    Outbox& outbox() { return outbox_; }

  private:
    struct Pending {
        std::int64_t id = 0;
        bool unknown = false;
        std::string key;
        std::string payload;
        int version = 1;
    };
    struct Batch {
        std::vector<Pending> pending;
        std::vector<std::int64_t> gone;  // deliveries that the rewrite leaves out for good

        bool empty() const { return pending.empty() && gone.empty(); }
    };
    using Window = std::vector<store::WindowRow>;

    void pump();
    void granted();
    Batch take_batch();
    void rewrite(const Batch& batch, const Window& window, model::WallTime now);
    void confirm(const Batch& batch, model::WallTime now);
    void tell(const Batch& batch, const model::Result<void>& stored) const;
    void put_back(const Batch& batch, const std::string& reason);

    Outbox::Parts parts_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    publishers::DocumentPublisherPtr publisher_;
    config::TargetSettings target_;
    std::string owner_;
    Outbox outbox_;
    runtime::Timer timer_;
    std::vector<std::int64_t> retracted_;  // to be left out by the next rewrite
    bool asked_ = false;                   // one rewrite at a time
    bool stopped_ = false;
};

}  // namespace glossd::pipeline
