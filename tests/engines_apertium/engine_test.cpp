#include "engines/apertium/engine.hpp"

#include "engines/apertium/pipelines.hpp"
#include "fixtures.hpp"

using namespace glossd;
using test::language;
using test::mask;

namespace {

engines::EnginePtr make(const std::filesystem::path& data_dir, int batch_max = 16) {
    config::EngineSettings settings;
    settings.name = "offline";
    settings.type = "apertium";
    settings.data_dir = data_dir.string();
    settings.batch_max = batch_max;
    return engines::make_apertium(settings).value();
}

engines::Batch batch(std::string_view from, std::string_view to,
                     const std::vector<std::string>& texts) {
    engines::Batch made{language(from), language(to), {}, {}};
    for (const auto& text : texts) {
        made.items.push_back({"id" + std::to_string(made.items.size()), {text, {}, {}, {}}});
    }
    return made;
}

model::PipelineReply reply(std::vector<model::Result<std::string>> texts) {
    return {std::move(texts)};
}

}  // namespace

TEST_CASE("a request names the mode and sends each line with words as a text") {
    const test::DataDir data;
    data.add_mode("eng-spa");
    const auto engine = make(data.path());
    const auto request =
        engine->request(batch("en-US", "es", {"Hello " + mask(0) + " you\n\n- 5\nBye", "", "One"}));
    CHECK(std::get<model::PipelineRequest>(request) ==
          model::PipelineRequest{"eng-spa", {"Hello[0]you", "Bye", "One"}});
}

TEST_CASE("answers go back to their items, line by line") {
    const test::DataDir data;
    data.add_mode("eng-spa");
    const auto engine = make(data.path());
    const auto sent = batch("en", "es", {"Hello " + mask(0) + " you\n\n- 5\nBye", "", "One"});
    const auto read = engine->read(sent, reply({"Hola[0]tú", "Adiós", "Uno"}));
    REQUIRE(read.outcome.kind == model::OutcomeKind::ok);
    REQUIRE(read.items.size() == 3);
    CHECK(read.items[0].text == "Hola " + mask(0) + " tú\n\n- 5\nAdiós");
    CHECK(read.items[1] == engines::ItemReply{"id1", {}, ""});
    CHECK(read.items[2] == engines::ItemReply{"id2", {}, "Uno"});
}

TEST_CASE("a failed line fails its item and no other") {
    const test::DataDir data;
    data.add_mode("eng-spa");
    const auto engine = make(data.path());
    const auto sent = batch("en", "es", {"a\nb", "c " + mask(0) + " d", "e"});
    const auto read = engine->read(
        sent, reply({"A", model::fail(model::ErrorKind::timeout, "slow"), "C D", "E"}));
    REQUIRE(read.items.size() == 3);
    CHECK(read.items[0].outcome.kind == model::OutcomeKind::transient);
    CHECK(read.items[0].outcome.message == "slow");
    CHECK(read.items[0].text.empty());
    CHECK(read.items[1].outcome.kind == model::OutcomeKind::transient);
    CHECK(read.items[1].outcome.message.find("lost") != std::string::npos);
    CHECK(read.items[2].outcome.kind == model::OutcomeKind::ok);
    CHECK(read.items[2].text == "E");
}

TEST_CASE("a reply of another shape or a failed exchange is the call's outcome, never unknown") {
    const test::DataDir data;
    data.add_mode("eng-spa");
    const auto engine = make(data.path());
    const auto sent = batch("en", "es", {"a", "b"});
    const auto kind = [&](const model::Reply& answer) {
        const auto read = engine->read(sent, answer);
        CHECK(read.items.empty());
        CHECK_FALSE(read.outcome.message.empty());
        return read.outcome.kind;
    };
    CHECK(kind(reply({"A"})) == model::OutcomeKind::transient);
    CHECK(kind(reply({"A", "B", "C"})) == model::OutcomeKind::transient);
    CHECK(kind(model::HttpReply{}) == model::OutcomeKind::transient);
    CHECK(kind(model::ExchangeFailure{{model::ErrorKind::timeout, "late"}, true}) ==
          model::OutcomeKind::transient);
    CHECK(kind(model::ExchangeFailure{{model::ErrorKind::not_found, "no mode"}, false}) ==
          model::OutcomeKind::rejected);
}

TEST_CASE("a pair that is not there is refused with what is there and what to install") {
    const test::DataDir data;
    data.add_mode("eng-cat");
    data.add_mode("spa-cat");
    data.add_mode("eu-es");
    const auto engine = make(data.path());
    CHECK(engine->supports(language("en-GB"), language("ca")));
    const auto message = [&](std::string_view from, std::string_view to) {
        const auto offered = engine->supports(language(from), language(to));
        REQUIRE_FALSE(offered);
        return offered.error().message;
    };
    CHECK(message("fr", "ca") ==
          "Apertium has no pair from \"fr\" to \"ca\" here; installed to \"ca\": eng-cat, spa-cat; "
          "apt install apertium-fra-cat, then reload");
    CHECK(
        message("en", "ja") ==
        "Apertium has no pair from \"en\" to \"ja\" here; no installed pair translates to \"ja\"; "
        "Debian has no package for the two");
    CHECK(message("es", "eu").find("only for the other direction") != std::string::npos);
    CHECK(message("", "ca").find("`language`") != std::string::npos);
    CHECK(engine->supports(language(""), language("ca")).error().kind == model::ErrorKind::config);
}

TEST_CASE("without any pair the engine is made and says what to do") {
    const test::DataDir data;
    const auto engine = make(data.path() / "missing");
    const auto offered = engine->supports(language("en"), language("es"));
    REQUIRE_FALSE(offered);
    CHECK(offered.error().message.find("no pair is installed in") != std::string::npos);
    CHECK(offered.error().message.find("apt install apertium-eng-spa") != std::string::npos);
    CHECK_FALSE(engine->probe());
    CHECK_FALSE(engine->read_probe(reply({}), {{language("en"), language("es")}}));
    CHECK(engine->read_probe(reply({}), {}));
}

TEST_CASE("the configured batch size counts up to the engine's own limit") {
    const test::DataDir data;
    CHECK(make(data.path(), 4)->limits().max_items == 4);
    CHECK(make(data.path(), 500)->limits().max_items == 16);
    CHECK(make(data.path())->style() == "apertium/3/1");
}

TEST_CASE("a post goes through the real pipeline with its spans, lines and reserved characters") {
    if (!test::installed("eng-spa")) return;
    const auto engine = make(engines::apertium::default_data_dir);
    const auto sent = batch("en", "es",
                            {"See " + mask(0) + " for more\n\n  the big  house ~ " + mask(1),
                             "*stars* [ok] {name} a^b <3 \\ @me $5 50 km/h", "I can",
                             "John's " + mask(0) + " house " + mask(1) + "is red"});
    engines::apertium::Pipelines pipelines;
    const auto read = engine->read(
        sent, pipelines.perform(std::get<model::PipelineRequest>(engine->request(sent)),
                                std::chrono::seconds(60), test::never));
    REQUIRE(read.items.size() == 4);
    CHECK(read.items[0].text == "Ve " + mask(0) + " para más\n\n  La casa  grande ~ " + mask(1));
    CHECK(read.items[1].text == "*Estrellas* [vale] {nombra} un^b <3 \\ @me $5 50 km/h");
    CHECK(read.items[2].text == "Puedo");
    CHECK(read.items[3].outcome.kind == model::OutcomeKind::ok);
    for (const int number : {0, 1}) {
        const auto& text = read.items[3].text;
        CHECK(text.find(mask(number)) != std::string::npos);
        CHECK(text.find(mask(number)) == text.rfind(mask(number)));
    }
}
