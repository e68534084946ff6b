// LoginWorld: a feed, a language model, a Mastodon server and an X on loopback, and one directory
// in which glossd is set up from nothing, by answering what it asks.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/process.hpp"
#include "bench/x_stand_in.hpp"
#include "runtime/scratch_directory.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace glossd::e2e {

class LoginWorld {
  public:
    explicit LoginWorld(const bench::MastodonOptions& server = two_accounts());

    static bench::MastodonOptions two_accounts();  // es and fr, without tokens

    // Runs `glossd` with these arguments, giving one answer a line; its exit code, output() is all
    // that it said.
    int run(std::vector<std::string> arguments, const std::vector<std::string>& answers = {});
    // The same; where it shows an address to open, `browser` gives what to paste.
    int run(std::vector<std::string> arguments, std::vector<std::string> answers,
            const std::function<std::string(const std::string& address)>& browser);

    // `glossd run`, to go on beside other commands.
    bench::Process start_daemon();
    // Waits until the account has so many; false when the process ended or it took too long.
    bool wait_statuses(bench::Process& process, const std::string& username, std::size_t count);

    // `glossd init` with these answers about the target, for es and fr.
    int init(const std::vector<std::string>& target);
    int login_on_mastodon(const std::string& name, const std::string& owner,
                          std::vector<std::string> options = {});

    std::string path(const std::string& name) const { return directory_.file(name); }
    std::string secret(const std::string& name) const;  // of credentials/, without its line end
    std::string read(const std::string& name) const;
    void append_to_config(const std::string& text) const;

    void add_post();  // to the feed

    bench::MastodonStandIn& mastodon() { return *mastodon_; }
    bench::XStandIn& x() { return *x_; }
    const std::string& output() const { return output_; }
    // All that any run has said.
    const std::string& transcript() const { return transcript_; }
    void set(const std::string& variable, const std::string& value);

  private:
    runtime::ScratchDirectory directory_;
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::LlmStandIn> llm_;
    std::unique_ptr<bench::MastodonStandIn> mastodon_;
    std::unique_ptr<bench::XStandIn> x_;
    std::vector<std::pair<std::string, std::string>> environment_;
    std::string output_;
    std::string transcript_;
};

}  // namespace glossd::e2e
