// Attachments: sees to it that the images of a delivery lie in files before it goes out, and says
// what is missing in the log and in the delivery's history. One a target; loop thread only. What
// one would get wrong: a delivery that was frozen has its list of images already; only files that
// are still to be uploaded are looked after then.
#pragma once

#include "pipeline/media_keeper.hpp"
#include "pipeline/outbox.hpp"
#include "publishers/publisher.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace glossd::pipeline {

class Attachments {
  public:
    // `keeper` may be null: then nothing is attached. `ready`: one more may go on.
    Attachments(Outbox::Parts parts, Outbox& outbox, const config::TargetSettings& target,
                MediaKeeper* keeper, std::function<void()> ready);

    // True when the entry can go on. Else its images are being fetched, and `ready` follows, or it
    // is held because of one of them.
    bool ready(OutboxEntry& entry, const publishers::AccountFacts& facts);

    std::string folder() const { return keeper_ ? keeper_->folder() : std::string(); }

  private:
    struct Gathering;
    using GatheringPtr = std::shared_ptr<Gathering>;

    void gather(OutboxEntry& entry, Candidates wanted, publishers::MediaRule rule);
    void gathered(const GatheringPtr& gathering);
    void settle(std::int64_t id, Chosen chosen, const model::Part* changed);

    Outbox::Parts parts_;
    Outbox& outbox_;
    const config::TargetSettings& target_;
    MediaKeeper* keeper_;
    std::function<void()> ready_;
};

}  // namespace glossd::pipeline
