// Recognition: does the account know more than this ledger? Asked once a start, before anything new
// is sent: a ledger that was put back (a backup, a snapshot, an empty one) would publish again what
// came after it. Loop thread only. Nothing is adopted by likeness of text: a post is ours by the
// application's name on it, known by its id, and what is dated before an unknown one is held.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/outbox.hpp"
#include "publishers/publisher.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace glossd::pipeline {

class Recognition {
  public:
    struct Events {
        std::function<void()> asked;                                  // a request went out
        std::function<void(const std::vector<std::int64_t>&)> found;  // settled; these were held
    };

    Recognition(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                const publishers::Publisher& publisher, const config::TargetSettings& target,
                Events events);

    bool settled() const { return settled_; }
    // Goes on until the server has answered; once at a time.
    void ask(const publishers::AccountFacts& facts);
    void stop() { stopped_ = true; }

  private:
    using FactsPtr = std::shared_ptr<const publishers::AccountFacts>;

    void step(const FactsPtr& facts, publishers::Progress progress);
    void take(const FactsPtr& facts, const publishers::SeenOwn& seen);
    void conclude(const publishers::OwnPosts& own);

    Outbox::Parts parts_;
    Exchange& exchange_;
    flow::LaneDriver& lane_;
    const publishers::Publisher& publisher_;
    const config::TargetSettings& target_;
    Events events_;
    model::WallTime began_ = model::wall_now();
    bool asking_ = false;
    bool settled_ = false;
    bool stopped_ = false;
};

// What is to be known of a target to judge its account.
struct Judging {
    std::vector<std::string> elsewhere;  // targets that post to other accounts (Plan::elsewhere)
    model::WallTime began;               // when the target's sender was made: a start or a reload
    bool resends = false;                // on_unknown = "resend": an attempt may be many posts
};

// The newest of our posts that this ledger does not know; nothing when what was newest before
// `began` is known, or when attempts in doubt can be what is unknown: each may be one post,
// or any number where it is sent again without asking.
std::optional<model::WallTime> newest_unknown(const store::Tables& tables,
                                              const publishers::OwnPosts& own,
                                              const Judging& judging);

// May the account have this post although the ledger does not know?
bool is_suspect(const store::Restored& restored, const store::StoredPost& post,
                model::WallTime now);

// Holds it when it is and no person has chosen otherwise.
bool hold_if_suspect(store::Tables& tables, const store::Restored& restored,
                     const model::Delivery& delivery, const store::StoredPost& post,
                     model::WallTime now);

}  // namespace glossd::pipeline
