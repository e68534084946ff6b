#include "bench/client.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/pretend_translation.hpp"
#include "engines/openai/engine.hpp"
#include "text/mask.hpp"

#include <doctest/doctest.h>

namespace glossd {

namespace {

model::Language language(std::string_view tag) {
    return model::Language::parse(tag).value();
}

config::EngineSettings settings_for(const bench::LlmStandIn& server) {
    config::EngineSettings settings;
    settings.name = "stand-in";
    settings.base_url = server.base_url();
    settings.model = "stand-in-1";
    settings.batch_max = 25;
    return settings;
}

}  // namespace

TEST_CASE("glossd's own engine asks as the stand-in demands and gets what translate() says") {
    const auto server = bench::LlmStandIn::start({}).value();
    const auto engine = engines::make_openai(settings_for(*server)).value();
    const auto posts = bench::generate_posts(20, 11);
    engines::Batch batch{language("en"), language("pt-BR"), {}, "no_echo: again please"};
    for (const auto& post : posts) {
        batch.items.push_back({"k" + std::to_string(batch.items.size()), text::mask(post.text)});
    }
    test::Client client;
    const auto answer = client.send(std::get<model::HttpRequest>(engine->request(batch)));
    const auto reply = engine->read(batch, answer);
    REQUIRE(reply.items.size() == posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        REQUIRE(reply.items[i].outcome.kind == model::OutcomeKind::ok);
        CHECK(text::restore(reply.items[i].text, batch.items[i].text) ==
              bench::translate(posts[i].text, "pt-BR"));
    }
    CHECK(reply.usage.output_tokens > 0);
    const auto probe = client.send(std::get<model::HttpRequest>(engine->probe().value()));
    CHECK(engine->read_probe(probe, {}).has_value());
    CHECK(server->counters().bad_requests == 0);
}

}  // namespace glossd
