// World: everything around one glossd: a feed, a language model and a Mastodon server on
// loopback, a configuration and a state directory; and what must be true when all is done.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/process.hpp"
#include "runtime/scratch_directory.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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
    // Added to the configuration of the target of this name.
    std::map<std::string, std::string> target_keys = {};
    std::string glossd_keys = {};  // lines of [glossd]; empty: it listens nowhere
    std::string tables = {};       // TOML; "DIR" is the directory of the configuration
    std::string es_token = "token-es";
    bool gemini = false;           // the language model speaks Gemini's API
    std::string blocks = {};       // it refuses calls with this in a text
    bool second_engine = false;    // behind it stands one that blocks nothing
    std::string engine_keys = {};  // of the first
};

class World {
  public:
    explicit World(const WorldOptions& options);

    // Runs `glossd once` to its end; gives its exit code.
    int once(model::Duration timeout = std::chrono::minutes(3));
    // Starts `glossd once` and kills it after `delay`; false when it had ended by then.
    bool once_killed_after(model::Duration delay);

    // Starts `glossd run`, with these variables beside the usual ones.
    bench::Process run(const std::vector<std::pair<std::string, std::string>>& environment = {},
                       const std::vector<std::string>& options = {});

    // Posts that have gone out in any language, threads counted once.
    std::size_t published() const;
    // Waits until so many have; false when the process ended before, or it took too long.
    bool wait_published(bench::Process& process, std::size_t count,
                        model::Duration timeout = std::chrono::minutes(3)) const;

    // Waits until first_fault() has nothing to say; false as above.
    bool wait_whole(bench::Process& process,
                    model::Duration timeout = std::chrono::minutes(3)) const;

    // A file beside the configuration.
    std::string path(const std::string& name) const { return directory_.file(name); }
    void write(const std::string& name, const std::string& text) const;
    std::string config() const;
    // Another command on the same configuration, to its end; its output is output().
    int command(const std::vector<std::string>& arguments,
                model::Duration timeout = std::chrono::minutes(1));
    // No file that a command writes from now on grows beyond so many bytes; nothing: as it was.
    void limit_files(std::optional<std::uint64_t> bytes) { largest_file_ = bytes; }

    // Every post once in every language, whole, in order, in its language; an empty string, or
    // the first thing that is wrong.
    std::string first_fault() const;

    bench::MastodonStandIn& mastodon() { return *mastodon_; }
    bench::LlmStandIn& llm() { return *llm_; }
    bench::LlmStandIn& second_llm() { return *second_llm_; }
    bench::FeedStandIn& feed() { return *feed_; }
    const std::vector<bench::FeedItem>& items() const { return items_; }
    const std::string& output() const { return output_; }
    static const std::vector<std::string>& languages();

  protected:
    bench::Command glossd(std::vector<std::string> arguments) const;

  private:
    std::string in_directory(std::string text) const;
    std::string engine_config(const std::string& name, const bench::LlmStandIn& llm) const;
    std::string fault_of(const std::string& language) const;

    WorldOptions options_;
    std::optional<std::uint64_t> largest_file_;
    runtime::ScratchDirectory directory_;
    std::string output_;  // of the last run
    std::vector<bench::FeedItem> items_;
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::LlmStandIn> llm_;
    std::unique_ptr<bench::LlmStandIn> second_llm_;
    std::unique_ptr<bench::MastodonStandIn> mastodon_;
};

}  // namespace glossd::e2e
