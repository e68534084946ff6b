// World: everything around one glossd: a feed, a language model and a Mastodon server on
// loopback, a configuration and a state directory; and what must be true when all is done.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/process.hpp"
#include "runtime/scratch_directory.hpp"

#include <memory>
#include <string>
#include <vector>

namespace glossd::e2e {

struct WorldOptions {
    std::size_t posts = 200;
    std::size_t max_characters = 160;  // small, so that threads happen
    bool honours_keys = true;
    bool snac = false;
    std::string order = "strict";
    std::string settle = "300ms";
    int batch_max = 8;
    bool gemini = false;         // the language model speaks Gemini's API
    std::string blocks;          // it refuses calls with this in a text
    bool second_engine = false;  // behind it stands one that blocks nothing
};

class World {
  public:
    explicit World(const WorldOptions& options);

    // Runs `glossd once` to its end; gives its exit code.
    int once(model::Duration timeout = std::chrono::minutes(3));
    // Starts `glossd once` and kills it after `delay`; false when it had ended by then.
    bool once_killed_after(model::Duration delay);

    // Every post once in every language, whole, in order, in its language; an empty string, or
    // the first thing that is wrong.
    std::string first_fault() const;

    bench::MastodonStandIn& mastodon() { return *mastodon_; }
    bench::LlmStandIn& llm() { return *llm_; }
    bench::LlmStandIn& second_llm() { return *second_llm_; }
    bench::FeedStandIn& feed() { return *feed_; }
    const std::string& output() const { return output_; }
    static const std::vector<std::string>& languages();

  private:
    bench::Command command() const;
    std::string config() const;
    std::string engine_config(const std::string& name, const bench::LlmStandIn& llm) const;
    std::string fault_of(const std::string& language) const;

    WorldOptions options_;
    runtime::ScratchDirectory directory_;
    std::vector<bench::FeedItem> items_;
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::LlmStandIn> llm_;
    std::unique_ptr<bench::LlmStandIn> second_llm_;
    std::unique_ptr<bench::MastodonStandIn> mastodon_;
    std::string output_;  // of the last run
};

}  // namespace glossd::e2e
