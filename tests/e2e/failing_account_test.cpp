// Ten accounts, one of which fails: what the other nine get done meanwhile.
#include "bench/feed_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/process.hpp"
#include "e2e/started.hpp"
#include "places.hpp"
#include "runtime/scratch_directory.hpp"

#include <fstream>
#include <optional>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace glossd::e2e {
namespace {

using namespace std::chrono_literals;
using bench::Fault;
using Seconds = std::chrono::duration<double>;

constexpr int account_count = 10;
constexpr std::size_t posts_each = 40;
// What a real server takes for a post; so that it is the services that are waited for.
constexpr model::Duration answer_time{25};

// Nine accounts on a good server, the tenth on one of its own. They speak the posts' language, so
// that no engine is needed.
class TenAccounts {
  public:
    TenAccounts() : directory_(started(runtime::ScratchDirectory::make())) {
        feed_ = started(
            bench::FeedStandIn::start(bench::generate_posts(posts_each, 7, model::wall_now())));
        bench::MastodonOptions nine;
        for (int i = 1; i < account_count; ++i)
            nine.accounts.push_back({name(i), "token-" + name(i)});
        nine.max_characters = 5000;
        good_ = started(bench::MastodonStandIn::start(nine));
        good_->faults().set_latency(answer_time, {.method = "POST"});
        bench::MastodonOptions one;
        one.accounts.push_back({name(account_count), "token-" + name(account_count)});
        one.max_characters = 5000;
        bad_ = started(bench::MastodonStandIn::start(one));
        bad_->faults().set_latency(answer_time, {.method = "POST"});
        std::ofstream(directory_.file("glossd.toml")) << config();
    }

    bench::Faults& faults_of_the_tenth() { return bad_->faults(); }

    // Runs the daemon until the nine have everything; posts a second of theirs.
    std::optional<double> measure() {
        const auto start = std::chrono::steady_clock::now();
        auto daemon = started(bench::Process::start(
            {places::program(),
             {"-c", directory_.file("glossd.toml"), "--log-level", "error", "run"},
             {}}));
        constexpr auto wanted = posts_each * (account_count - 1);
        const auto late = start + 3min;
        while (good_->threads() < wanted) {
            if (daemon.wait(5ms) || std::chrono::steady_clock::now() > late) return std::nullopt;
        }
        const auto taken = Seconds(std::chrono::steady_clock::now() - start);
        return static_cast<double>(wanted) / taken.count();
    }

    std::size_t of_the_tenth() const { return bad_->threads(); }

  private:
    static std::string name(int number) { return "account" + std::to_string(number); }

    std::string config() const {
        auto text = fmt::format(
            "[glossd]\nstate = \"state\"\nlisten = \"\"\n[[source]]\nname = \"news\"\n"
            "type = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\nfirst_run = \"all\"\n"
            "max_age = \"0s\"\n[[engine]]\nname = \"unused\"\ntype = \"libretranslate\"\n"
            "base_url = \"http://127.0.0.1:1\"\n",
            feed_->url());
        for (int i = 1; i <= account_count; ++i) {
            text += fmt::format(
                "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"en\"\n"
                "server = \"{1}\"\ntoken = \"token-{0}\"\nmax_per_hour = 0\n"
                "requests_per_minute = 0\ntimeout = \"2s\"\nsettle = \"300ms\"\n",
                name(i), i == account_count ? bad_->url() : good_->url());
        }
        return text;
    }

    runtime::ScratchDirectory directory_;
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::MastodonStandIn> good_;
    std::unique_ptr<bench::MastodonStandIn> bad_;
};

TEST_CASE("one failing account among ten leaves the other nine untouched") {
    TenAccounts undisturbed;
    const auto usual = undisturbed.measure();
    REQUIRE(usual);
    fmt::print("nine accounts, the tenth well: {:.1f} posts a second\n", *usual);
    const std::vector<std::pair<const char*, Fault>> faults{
        {"hangs", Fault::hang_after},
        {"resets", Fault::reset_before},
        {"answers 500", Fault::error_after},
        {"answers 429", Fault::too_many_before}};
    for (const auto& [what, fault] : faults) {
        const std::string words = what;  // clang 14 lets no lambda see a structured binding
        CAPTURE(words);
        TenAccounts ten;
        ten.faults_of_the_tenth().add(fault, {}, {.method = "POST"});
        const auto nine = ten.measure();
        REQUIRE(nine);
        fmt::print("nine accounts, the tenth {}: {:.1f} posts a second\n", words, *nine);
        const bool accepts_nothing =
            fault == Fault::reset_before || fault == Fault::too_many_before;
        if (accepts_nothing) CHECK(ten.of_the_tenth() == 0);
    }
}

}  // namespace
}  // namespace glossd::e2e
