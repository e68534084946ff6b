// Every type of engine in one configuration: 20 posts through each, over HTTP to a service that
// speaks its protocol, and through Apertium as it is installed.
#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/mt_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/pretend_translation.hpp"
#include "bench/process.hpp"
#include "e2e/started.hpp"
#include "ordeal/threads.hpp"
#include "places.hpp"
#include "runtime/scratch_directory.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace glossd::e2e {

using ordeal::difference;
using ordeal::essence;
using ordeal::Published;
using ordeal::threads_of;

namespace {

constexpr std::size_t some_posts = 20;

struct EngineInUse {
    std::string type;
    std::string language;
    std::string base_url;  // empty: apertium, whose translation nobody can foretell
};

struct ServicesInUse {
    std::unique_ptr<bench::LlmStandIn> openai = llm(bench::openai_api());
    std::unique_ptr<bench::LlmStandIn> gemini = llm(bench::gemini_api());
    std::unique_ptr<bench::LlmStandIn> anthropic = llm(bench::anthropic_api());
    std::unique_ptr<bench::MtStandIn> deepl = mt(bench::deepl_api());
    std::unique_ptr<bench::MtStandIn> libretranslate = mt(bench::libretranslate_api());
    std::unique_ptr<bench::MtStandIn> google = mt(bench::google_api());
    std::unique_ptr<bench::MtStandIn> azure = mt(bench::azure_api());

    static std::unique_ptr<bench::LlmStandIn> llm(const bench::LlmApi& api) {
        return started(bench::LlmStandIn::start({.api = &api, .api_key = "secret-key"}));
    }
    static std::unique_ptr<bench::MtStandIn> mt(const bench::MtApi& api) {
        return started(bench::MtStandIn::start(api, "secret-key"));
    }

    std::vector<EngineInUse> engines() const {
        std::vector<EngineInUse> all{{"openai", "es", openai->base_url()},
                                     {"gemini", "fr", gemini->base_url()},
                                     {"anthropic", "de", anthropic->base_url()},
                                     {"deepl", "it", deepl->base_url()},
                                     {"libretranslate", "pt", libretranslate->base_url()},
                                     {"google", "nl", google->base_url()},
                                     {"azure", "pl", azure->base_url()}};
        if (std::filesystem::exists("/usr/share/apertium/modes/eng-cat.mode")) {
            all.push_back({"apertium", "ca", ""});
        } else {
            MESSAGE("skipped: Apertium's eng-cat is not installed");
        }
        return all;
    }
};

std::string config_of(const std::vector<EngineInUse>& engines, const std::string& feed,
                      const std::string& mastodon) {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\nlisten = \"\"\n[[source]]\nname = \"news\"\n"
        "type = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\nfirst_run = \"all\"\nmax_age = \"0s\"\n",
        feed);
    for (const auto& engine : engines) {
        text += fmt::format("[[engine]]\nname = \"{0}\"\ntype = \"{0}\"\n", engine.type);
        if (!engine.base_url.empty()) {
            text += fmt::format(
                "base_url = \"{}\"\napi_key = {{ env = \"ENGINE_KEY\" }}\nbatch_max = {}\n",
                engine.base_url, some_posts);
        }
        if (engine.type == "openai" || engine.type == "gemini" || engine.type == "anthropic") {
            text += "model = \"stand-in-1\"\n";
        }
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\nmax_per_hour = 0\n"
            "requests_per_minute = 0\ntemplate = \"{{text}}\\n\\n{{link}}\"\n"
            "[[route]]\nsources = [\"news\"]\ntargets = [\"{0}\"]\nengines = [\"{2}\"]\n",
            engine.language, mastodon, engine.type);
    }
    return text;
}

// Spans of the posts that the account does not show as they were.
int damaged_spans(const std::vector<bench::FeedItem>& posts,
                  const std::vector<std::string>& threads) {
    int damaged = 0;
    for (const auto& post : posts) {
        const auto shown = std::find_if(threads.begin(), threads.end(), [&](const auto& thread) {
            return thread.ends_with(essence(post.link));
        });
        auto rest = shown == threads.end() ? std::string() : *shown;
        for (const auto& span : text::spans_in(post.text)) {
            const auto at = rest.find(essence(span.text));
            if (at == std::string::npos) {
                ++damaged;
            } else {
                rest.erase(at, essence(span.text).size());
            }
        }
    }
    return damaged;
}

}  // namespace

TEST_CASE("every type of engine translates 20 posts and damages no span") {
    const ServicesInUse services;
    const auto engines = services.engines();
    auto posts = bench::generate_posts(some_posts, 31, model::wall_now());
    for (auto& post : posts) {
        post.text += " Thanks @dora and @eve@press.example #Done https://example.org/x?y=1&z=%20";
    }
    const auto feed = started(bench::FeedStandIn::start(posts));
    bench::MastodonOptions server;
    server.max_characters = 10'000;
    for (const auto& engine : engines) {
        server.accounts.push_back({engine.language, "token-" + engine.language});
    }
    const auto mastodon = started(bench::MastodonStandIn::start(server));
    const auto directory = started(runtime::ScratchDirectory::make());
    std::ofstream(directory.file("glossd.toml"))
        << config_of(engines, feed->url(), mastodon->url());
    bench::Command command{places::program(),
                           {"-c", directory.file("glossd.toml"), "--log-level", "warning", "once"},
                           {{"ENGINE_KEY", "secret-key"}}};
    for (const auto& engine : engines) {
        command.environment.emplace_back("TOKEN_" + engine.language, "token-" + engine.language);
    }
    auto process = started(bench::Process::start(command));
    const auto end = process.wait(std::chrono::minutes(3));
    CAPTURE(process.output());
    REQUIRE(end);
    CHECK(end->exit_code == 0);

    for (const auto& engine : engines) {
        CAPTURE(engine.type);
        std::vector<Published> published;
        for (const auto& status : mastodon->statuses(engine.language)) {
            published.push_back({status.id, status.in_reply_to_id, status.text});
        }
        const auto threads = threads_of(published);
        CHECK(threads.size() == some_posts);
        CHECK(damaged_spans(posts, threads) == 0);
        if (engine.base_url.empty()) continue;
        std::vector<std::string> expected;
        for (const auto& post : posts) {
            expected.push_back(essence(bench::translate(post.text, engine.language) + post.link));
        }
        CHECK(difference(threads, expected, false) == "");
    }
    for (const auto* mt : {services.deepl.get(), services.libretranslate.get(),
                           services.google.get(), services.azure.get()}) {
        CHECK(mt->counters().bad_requests == 0);
        CHECK(mt->counters().texts >= static_cast<int>(some_posts));
    }
    for (const auto* llm :
         {services.openai.get(), services.gemini.get(), services.anthropic.get()}) {
        CHECK(llm->counters().bad_requests == 0);
    }
}

}  // namespace glossd::e2e
