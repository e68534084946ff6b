// Each engine that is no language model speaks to its stand-in over HTTP, through the real client.
#include "bench/mt_stand_in.hpp"

#include "bench/llm_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/pretend_translation.hpp"
#include "client.hpp"
#include "engines/engine.hpp"
#include "text/mask.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using bench::MtStandIn;
using model::OutcomeKind;

namespace {

engines::EnginePtr mt_engine(const std::string& type, const std::string& url,
                             const std::string& key) {
    config::EngineSettings settings;
    settings.name = type;
    settings.type = type;
    settings.base_url = url;
    settings.model = "stand-in-1";
    settings.api_key = config::Secret(key, "literal");
    settings.batch_max = 20;
    return engines::make_engine(settings).value();
}

engines::Batch mt_batch(const std::vector<bench::FeedItem>& posts) {
    engines::Batch batch{*model::Language::parse("en"), *model::Language::parse("it"), {}, {}};
    for (const auto& post : posts) {
        batch.items.push_back({"k" + std::to_string(batch.items.size()), text::mask(post.text)});
    }
    return batch;
}

engines::BatchReply mt_ask(const engines::Engine& engine, const engines::Batch& batch) {
    test::Client client;
    return engine.read(batch, client.send(std::get<model::HttpRequest>(engine.request(batch))));
}

void check_service(const std::string& type, const bench::MtApi& api) {
    CAPTURE(type);
    const auto server = MtStandIn::start(api, "right").value();
    const auto posts = bench::generate_posts(20, 23);
    const auto batch = mt_batch(posts);
    const auto engine = mt_engine(type, server->base_url(), "right");
    const auto reply = mt_ask(*engine, batch);
    CAPTURE(reply.outcome.message);
    REQUIRE(reply.items.size() == posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        CAPTURE(reply.items[i].outcome.message);
        CHECK(text::restore(reply.items[i].text, batch.items[i].text).value_or("") ==
              bench::translate(posts[i].text, "it"));
    }
    CHECK(server->counters().calls == 1);
    CHECK(server->counters().bad_requests == 0);

    const auto refused = mt_ask(*mt_engine(type, server->base_url(), "wrong"), batch);
    CHECK(refused.outcome.kind == OutcomeKind::unauthorized);
    CHECK(server->counters().unauthorized == 1);
    server->faults().add(bench::Fault::too_many_before, bench::Odds::next(1), {}, 7);
    const auto limited = mt_ask(*engine, batch);
    CHECK(limited.outcome.kind == OutcomeKind::rate_limited);
    CHECK(limited.outcome.retry_after == model::Duration(7000));
}

}  // namespace

TEST_CASE("DeepL's protocol carries 20 posts with their spans") {
    check_service("deepl", bench::deepl_api());
}

TEST_CASE("LibreTranslate's protocol carries 20 posts with their spans") {
    check_service("libretranslate", bench::libretranslate_api());
}

TEST_CASE("Google's protocol carries 20 posts with their spans") {
    check_service("google", bench::google_api());
}

TEST_CASE("Azure's protocol carries 20 posts with their spans") {
    check_service("azure", bench::azure_api());
}

TEST_CASE("markup comes through a pretended service, words between are translated") {
    CHECK(bench::translate_markup("Hi <x id=\"1\">you &amp; me</x> &lt;3 all<n id=\"2\"/>now", "it",
                                  "<x ") ==
          "Hiit <x id=\"1\">you &amp; me</x> &lt;3 allit<n id=\"2\"/>nowit");
    CHECK(bench::translate_markup("a < b & c", "it", "<x ") == "ait < bit & cit");
}

TEST_CASE("a language model judges by what it would say itself") {
    for (const auto* api : {&bench::openai_api(), &bench::gemini_api(), &bench::anthropic_api()}) {
        const auto server = bench::LlmStandIn::start({.api = api, .api_key = "key"}).value();
        const char* type = api == &bench::openai_api()   ? "openai"
                           : api == &bench::gemini_api() ? "gemini"
                                                         : "anthropic";
        CAPTURE(type);
        const auto engine = mt_engine(type, server->base_url(), "key");
        REQUIRE(engine->can_verify());
        auto batch = mt_batch(bench::generate_posts(4, 29));
        batch.verify = true;
        for (auto& item : batch.items) item.draft = bench::translate(item.text.text, "it");
        batch.items[2].draft = "bah " + batch.items[2].draft;
        const auto reply = mt_ask(*engine, batch);
        CAPTURE(reply.outcome.message);
        REQUIRE(reply.items.size() == 4);
        for (std::size_t i = 0; i < 4; ++i) {
            CAPTURE(reply.items[i].outcome.message);
            CHECK(reply.items[i].outcome.kind == OutcomeKind::ok);
            CHECK(reply.items[i].score == (i == 2 ? 80 : 0));
        }
        CHECK(reply.items[0].text.empty());
        CHECK("bah " + reply.items[2].text == batch.items[2].draft);
        CHECK(server->counters().bad_requests == 0);
    }
}
