// glossd's own engines against the stand-ins: what one writes the other must take, to the letter.
#include "bench/client.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/pretend_translation.hpp"
#include "engines/engine.hpp"
#include "text/mask.hpp"

#include <chrono>

#include <doctest/doctest.h>

namespace glossd {

namespace {

using namespace std::chrono_literals;
using bench::AnswerFault;
using bench::LlmStandIn;
using bench::Odds;
using model::OutcomeKind;

model::Language language(std::string_view tag) {
    return model::Language::parse(tag).value();
}

engines::EnginePtr engine_for(const LlmStandIn& server, const char* type) {
    config::EngineSettings settings;
    settings.name = "stand-in";
    settings.type = type;
    settings.base_url = server.base_url();
    settings.model = "stand-in-1";
    settings.api_key = config::Secret("key", "literal");
    settings.batch_max = 25;
    return engines::make_engine(settings).value();
}

engines::Batch batch_of(const std::vector<bench::FeedItem>& posts) {
    engines::Batch batch{language("en"), language("pt-BR"), {}, "no_echo: again please"};
    for (const auto& post : posts) {
        batch.items.push_back({"k" + std::to_string(batch.items.size()), text::mask(post.text)});
    }
    return batch;
}

engines::BatchReply ask(const engines::Engine& engine, const engines::Batch& batch) {
    test::Client client;
    return engine.read(batch, client.send(std::get<model::HttpRequest>(engine.request(batch))));
}

void check_exchange(const LlmStandIn& server, const engines::Engine& engine) {
    const auto posts = bench::generate_posts(20, 11);
    const auto batch = batch_of(posts);
    const auto reply = ask(engine, batch);
    REQUIRE(reply.items.size() == posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        REQUIRE(reply.items[i].outcome.kind == OutcomeKind::ok);
        CHECK(text::restore(reply.items[i].text, batch.items[i].text) ==
              bench::translate(posts[i].text, "pt-BR"));
    }
    CHECK(reply.usage.input_tokens > 0);
    CHECK(reply.usage.output_tokens > 0);
    test::Client client;
    const auto probe = client.send(std::get<model::HttpRequest>(engine.probe().value()));
    CHECK(engine.read_probe(probe, {}).has_value());
    CHECK(server.counters().bad_requests == 0);
}

struct GeminiEngineFixture {
    explicit GeminiEngineFixture(bench::LlmOptions options = {})
        : server(LlmStandIn::start(with_api(std::move(options))).value()),
          engine(engine_for(*server, "gemini")) {}

    static bench::LlmOptions with_api(bench::LlmOptions options) {
        options.api = &bench::gemini_api();
        return options;
    }
    engines::BatchReply ask() const { return glossd::ask(*engine, batch); }

    std::unique_ptr<LlmStandIn> server;
    engines::EnginePtr engine;
    engines::Batch batch = batch_of(bench::generate_posts(3, 12));
};

}  // namespace

TEST_CASE("the openai engine asks as its stand-in demands and gets what translate() says") {
    const auto server = LlmStandIn::start({.api_key = "key"}).value();
    check_exchange(*server, *engine_for(*server, "openai"));
}

TEST_CASE("the gemini engine asks as its stand-in demands and gets what translate() says") {
    const auto server = LlmStandIn::start({.api = &bench::gemini_api(), .api_key = "key"}).value();
    check_exchange(*server, *engine_for(*server, "gemini"));
}

TEST_CASE("the anthropic engine asks as its stand-in demands and gets what translate() says") {
    const auto server =
        LlmStandIn::start({.api = &bench::anthropic_api(), .api_key = "key"}).value();
    check_exchange(*server, *engine_for(*server, "anthropic"));
}

TEST_CASE("what goes wrong at the Gemini stand-in is understood by the engine") {
    GeminiEngineFixture f;
    const auto outcome_of = [&](AnswerFault fault, int retry_after = 1) {
        f.server->misbehave(fault, Odds::next(1), retry_after);
        return f.ask().outcome;
    };
    CHECK(outcome_of(AnswerFault::refusal).kind == OutcomeKind::blocked);
    CHECK(outcome_of(AnswerFault::content_filter).kind == OutcomeKind::blocked);
    const auto limited = outcome_of(AnswerFault::rate_limited, 9);
    CHECK(limited.kind == OutcomeKind::rate_limited);
    CHECK(limited.retry_after == model::Duration(9s));
    const auto bare = outcome_of(AnswerFault::rate_limited, 0);
    CHECK(bare.kind == OutcomeKind::rate_limited);
    CHECK_FALSE(bare.retry_after);
    const auto quota = outcome_of(AnswerFault::quota);
    CHECK(quota.kind == OutcomeKind::quota);
    REQUIRE(quota.retry_after);
    CHECK(*quota.retry_after > model::Duration(0));
    CHECK(*quota.retry_after <= model::Duration(25h));

    f.server->misbehave(AnswerFault::truncated, Odds::next(1));
    const auto cut = f.ask();
    CHECK(cut.items.back().outcome.kind == OutcomeKind::too_large);
    f.server->misbehave(AnswerFault::thinking, Odds::next(1));
    const auto thought = f.ask();
    CHECK(thought.items.back().outcome.kind == OutcomeKind::ok);
    f.server->faults().add(bench::Fault::unavailable_before, Odds::next(1), {}, 0);
    CHECK(f.ask().outcome.kind == OutcomeKind::transient);
    CHECK(f.ask().outcome.kind == OutcomeKind::ok);
}

TEST_CASE("a wrong key and an unknown model are told by the Gemini stand-in as by Google") {
    bench::LlmOptions options;
    options.api_key = "another";
    GeminiEngineFixture f(options);
    const auto refused = f.ask().outcome;
    CHECK(refused.kind == OutcomeKind::unauthorized);
    CHECK(refused.message.find("not valid. Please pass") != std::string::npos);

    bench::LlmOptions other;
    other.model = "another";
    GeminiEngineFixture g(other);
    CHECK(g.ask().outcome.kind == OutcomeKind::unauthorized);
    test::Client client;
    const auto probe = client.send(std::get<model::HttpRequest>(g.engine->probe().value()));
    CHECK(g.engine->read_probe(probe, {}).error().message.find("no model \"stand-in-1\"") !=
          std::string::npos);
}

}  // namespace glossd
