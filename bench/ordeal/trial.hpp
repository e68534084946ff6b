// Trial: one glossd with a feed, a language model and what it publishes to, all on loopback, whose
// process is killed and started again; and what its receivers have in the end. One thread.
// What one would get wrong: the receivers live on in this process, so a request whose sender was
// killed is still worked on.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/process.hpp"
#include "ordeal/receiver.hpp"
#include "ordeal/tally.hpp"
#include "runtime/failpoint.hpp"
#include "runtime/scratch_directory.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace glossd::ordeal {

enum class Shape { single, thread, mixed };  // how long posts are

struct TrialOptions {
    std::vector<ReceiverOptions> receivers;
    std::size_t posts = 14;  // at the start
    Shape shape = Shape::mixed;
    bool images = false;  // one with each post
    std::string settle = "300ms";
    std::string poll_interval = "300ms";  // of a daemon
    std::uint64_t seed = 1;
    std::size_t pool = 3000;  // posts made up; those of the shape can be shown
};

// Where a process is to die.
struct Death {
    runtime::Failpoint place;
    int pass;
};

class Trial {
  public:
    Trial(std::string program, const TrialOptions& options);

    // Posts that were not there before, at all sources.
    void add_posts(std::size_t count);

    // Runs `glossd once` with a failpoint armed; true when it died there.
    bool once_dying(const Death& death);
    // Starts `glossd once` and kills it after `delay`, counted from its start or from its first
    // poll, whatever else the machine does; false when it had ended by then.
    enum class Since { start, poll };
    bool once_killed_after(model::Duration delay, Since since);
    // Lets it work until nothing is left to do; an empty string, or what it said.
    std::string finish();

    bench::Process run();  // the daemon

    Tally tally() const;
    // Why deliveries wait for a person, one entry each, as the ledger has them.
    std::vector<std::string> held() const;
    std::size_t repeats() const;  // Receiver::repeats
    std::string ledger() const { return directory_.file("state/glossd.db"); }

    std::vector<std::unique_ptr<Receiver>>& receivers() { return receivers_; }
    bench::LlmStandIn& llm() { return *llm_; }
    bench::FeedStandIn& feed() { return *feed_; }
    std::size_t posts() const { return items_.size(); }

  private:
    struct Account {
        const Receiver* receiver;
        std::string language;
        bool any_order;
        std::vector<std::string> expected;  // on it, of each post
    };

    std::string config() const;
    std::string routes() const;
    std::string source_of(const std::string& name, const std::string& place) const;
    bench::Process start(std::vector<std::string> arguments,
                         const std::optional<Death>& death = {}) const;
    bool has_shape(const bench::FeedItem& item) const;

    const std::string program_;
    const TrialOptions options_;
    runtime::ScratchDirectory directory_;
    std::vector<bench::FeedItem> pool_;                                    // not yet shown
    std::vector<bench::FeedItem> items_;                                   // shown
    model::WallTime newest_ = model::wall_now() - std::chrono::hours(12);  // when it was written
    std::vector<std::unique_ptr<Receiver>> receivers_;
    std::vector<Account> accounts_;
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::LlmStandIn> llm_;
};

}  // namespace glossd::ordeal
