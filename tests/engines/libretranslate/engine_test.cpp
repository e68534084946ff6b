#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace glossd::engines::libretranslate {
namespace {

// Tags: a has 1; b has none.
Batch two_items() {
    return batch({{"a", masked("Thanks to {0} we won", {"@ana"})}, {"b", masked("Yes")}});
}

BatchReply read(const Batch& sent, const nlohmann::json& texts) {
    const nlohmann::json body{{"translatedText", texts}};
    return engine(libretranslate_settings())->read(sent, http(200, body.dump()));
}

nlohmann::json query(const Batch& sent) {
    return body_of(engine(libretranslate_settings())->request(sent)).at("q");
}

BatchReply fault(int status, const char* body) {
    return engine(libretranslate_settings())->read(two_items(), http(status, body));
}

}  // namespace

TEST_CASE("sentences go out whole, their spans as opaque marks") {
    auto settings = libretranslate_settings();
    settings.api_key = glossd::config::Secret("k-1", "literal");
    const auto request = engine(settings)->request(two_items());
    CHECK(std::get<glossd::model::HttpRequest>(request).url == "http://localhost:5000/translate");
    CHECK(header_of(request, "Authorization").empty());
    CHECK(body_of(request) == nlohmann::json{{"q", {"Thanks to [[1]] we won", "Yes"}},
                                             {"source", "en"},
                                             {"target", "es"},
                                             {"format", "text"},
                                             {"api_key", "k-1"}});
    CHECK_FALSE(
        body_of(engine(libretranslate_settings())->request(two_items())).contains("api_key"));
    CHECK(engine(settings)->style() == "libretranslate/localhost/1");
}

TEST_CASE("marks become masks again, however the server spaced them") {
    const auto reply = read(two_items(), {"Gracias a [[ 1 ]] ganamos", "Sí"});
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    CHECK(reply.items[0].text == "Gracias a " + mask(0) + " ganamos");
    CHECK(reply.items[1].text == "Sí");
}

TEST_CASE("a lost, doubled or shifted mark fails its item alone") {
    for (const auto* text : {"Gracias, ganamos", "[[1]] y [[1]]", "[1] ganamos", "[[7]] ganamos"}) {
        INFO(text);
        const auto reply = read(two_items(), {text, "Sí"});
        CHECK(reply.items[0].outcome.kind == OutcomeKind::transient);
        CHECK(reply.items[1].outcome.kind == OutcomeKind::ok);
    }
    CHECK(read(two_items(), {"Sí", "Gracias a [[1]] ganamos"})
              .items[1]
              .outcome.message.find("shifted") != std::string::npos);
}

TEST_CASE("after a failure lines are cut at the spans, which then cannot be lost") {
    auto sent = two_items();
    sent.hint = "lost \"@ana\"";
    CHECK(query(sent) == nlohmann::json{"Thanks to", "we won", "Yes"});
    const auto reply = read(sent, {"Gracias a", "ganamos", "Sí"});
    CHECK(reply.items[0].text == "Gracias a " + mask(0) + " ganamos");
}

TEST_CASE("lines travel apart, and what has no letters does not travel") {
    const auto sent = batch({{"a", masked("one\n\n  two \n---\n{0}\n3, {1}.", {"@ana", "#b"})}});
    CHECK(query(sent) == nlohmann::json{"one", "two"});
    CHECK(read(sent, {"uno", "dos"}).items[0].text ==
          "uno\n\n  dos \n---\n" + mask(0) + "\n3, " + mask(1) + ".");
}

TEST_CASE("a text that contains marks makes the batch use other brackets, or none") {
    CHECK(query(batch({{"a", masked("see [[1]] by {0}", {"@ana"})}}))[0] == "see [[1]] by {{1}}");
    const auto all = batch({{"a", masked("a [[1]] {{1}} ((1)) <<1>> {0} b", {"@ana"})}});
    CHECK(query(all) == nlohmann::json{"a [[1]] {{1}} ((1)) <<1>>", "b"});
}

TEST_CASE("texts of an unknown language go one a call") {
    auto sent = two_items();
    sent.from = {};
    CHECK(body_of(engine(libretranslate_settings())->request(sent)).at("source") == "auto");
    CHECK(query(sent).size() == 1);
    const auto reply = read(sent, {"Gracias a [[1]] ganamos"});
    CHECK(reply.items[0].outcome.kind == OutcomeKind::ok);
    CHECK(reply.items[1].outcome.kind == OutcomeKind::transient);
}

TEST_CASE("another number of answers than texts fails every item") {
    for (const auto& texts : {nlohmann::json::array(), nlohmann::json{"a"}, nlohmann::json("a"),
                              nlohmann::json{"a [[1]]", "b", "c"}, nlohmann::json(7)}) {
        const auto reply = read(two_items(), texts);
        CHECK(reply.outcome.kind == OutcomeKind::ok);
        REQUIRE(reply.items.size() == 2);
        CHECK(reply.items[0].outcome.kind == OutcomeKind::transient);
        CHECK(reply.items[1].outcome.kind == OutcomeKind::transient);
    }
    CHECK(read(batch({{"b", masked("Yes")}}), "Sí").items[0].text == "Sí");
    CHECK(read(two_items(), {"Gracias a [[1]]", nullptr}).items[1].outcome.kind ==
          OutcomeKind::transient);
}

TEST_CASE("every error of LibreTranslate is what it means") {
    const auto kind = [](int status, const char* body) { return fault(status, body).outcome.kind; };
    CHECK(kind(429, R"({"error":"Slowdown: 20 per 1 minute"})") == OutcomeKind::rate_limited);
    CHECK(kind(403, R"({"error":"Invalid API key"})") == OutcomeKind::unauthorized);
    CHECK(kind(403, R"({"error":"Too many request limits violations"})") ==
          OutcomeKind::rate_limited);
    CHECK(kind(400, R"({"error":"Please contact the server operator to get an API key"})") ==
          OutcomeKind::unauthorized);
    CHECK(kind(400, R"-({"error":"Invalid request: request (9) exceeds text limit (5)"})-") ==
          OutcomeKind::too_large);
    CHECK(kind(400, R"({"error":"xx is not supported"})") == OutcomeKind::rejected);
    CHECK(kind(500, R"({"error":"Cannot translate text: boom"})") == OutcomeKind::transient);
    CHECK(kind(200, "<html>") == OutcomeKind::transient);
    CHECK(kind(200, "") == OutcomeKind::transient);
}

TEST_CASE("a probe checks every pair against what the server has") {
    const auto libre = engine(libretranslate_settings());
    const auto offered =
        http(200, R"([{"code":"en","name":"English","targets":["en","es","pb","zt"]},
                                       {"code":"es","targets":["en"]}])");
    CHECK(libre->read_probe(offered, {{language("en"), language("es")},
                                      {language("en"), language("pt-BR")},
                                      {language("en-GB"), language("zh-Hant")},
                                      {{}, language("en")}}));
    const auto missing = libre->read_probe(
        offered, {{language("es"), language("fr")}, {language("en"), language("de")}});
    CHECK(missing.error().message.find("\"es\" to \"fr\", \"en\" to \"de\"") != std::string::npos);
    CHECK_FALSE(libre->read_probe(http(200, "[]"), {}));
    CHECK_FALSE(libre->read_probe(http(200, R"([{"code":7,"targets":"x"}])"),
                                  {{language("en"), language("es")}}));
    CHECK_FALSE(libre->read_probe(http(404, "<html>"), {}));
}

}  // namespace glossd::engines::libretranslate
