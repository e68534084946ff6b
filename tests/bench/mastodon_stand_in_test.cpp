#include "bench/mastodon_stand_in.hpp"

#include "bench/client.hpp"
#include "bench/raw_client.hpp"
#include "text/html.hpp"
#include "text/time_format.hpp"

#include <doctest/doctest.h>

namespace glossd {

namespace {

using namespace std::chrono_literals;
using bench::MastodonOptions;
using test::Client;
using test::json_of;

struct MastodonFixture {
    explicit MastodonFixture(MastodonOptions options = {})
        : server([&] {
              options.accounts = {{"spanish", "secret-es", "es"}, {"french", "secret-fr", "fr"}};
              return bench::MastodonStandIn::start(options).value();
          }()) {}

    std::string at(const std::string& path) const { return server->url() + path; }
    std::string own_id() { return json_of(es.get(at(verify)))["id"].get<std::string>(); }
    std::string list_of(const std::string& id, const std::string& query = "") const {
        return at("/api/v1/accounts/" + id + "/statuses" + query);
    }
    std::vector<std::string> texts(const std::string& query) {
        std::vector<std::string> found;
        for (const auto& status : json_of(es.get(list_of(own_id(), query)))) {
            found.push_back(text::html_to_text(status["content"].get<std::string>()).text);
        }
        return found;
    }

    const std::string verify = "/api/v1/accounts/verify_credentials";
    const std::string statuses = "/api/v1/statuses";
    std::unique_ptr<bench::MastodonStandIn> server;
    Client es{"secret-es"};
    Client fr{"secret-fr"};
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a token names its account and a wrong one is refused") {
    MastodonFixture f;
    const auto me = json_of(f.es.get(f.at(f.verify)));
    CHECK(me["username"] == "spanish");
    CHECK(me["source"]["language"] == "es");
    const auto refused = Client("wrong").get(f.at(f.verify));
    CHECK(refused.status == 401);
    CHECK(json_of(refused)["error"] == "The access token is invalid");
    CHECK(Client().post(f.at(f.statuses), {{"status", "x"}}).status == 401);
    CHECK(f.server->statuses().empty());
}

TEST_CASE("the instance tells its limits in both versions, or only in the old one") {
    MastodonOptions options;
    options.max_characters = 300;
    MastodonFixture f(options);
    for (const auto* path : {"/api/v1/instance", "/api/v2/instance"}) {
        const auto limits = json_of(f.es.get(f.at(path)))["configuration"]["statuses"];
        CHECK(limits["max_characters"] == 300);
        CHECK(limits["characters_reserved_per_url"] == 23);
    }
    options.has_v2_instance = false;
    MastodonFixture old(options);
    CHECK(old.es.get(old.at("/api/v2/instance")).status == 404);
    CHECK(old.es.get(old.at("/api/v1/instance")).status == 200);
}

TEST_CASE("a status is stored as sent, from JSON or a form") {
    MastodonFixture f;
    const auto made = f.es.post(f.at(f.statuses),
                                {{"status", " Hola\n\n#tag "},
                                 {"language", "es"},
                                 {"spoiler_text", "cw"},
                                 {"visibility", "unlisted"}},
                                "key-1");
    CHECK(made.status == 200);
    const auto form = f.es.send(Client::posting(f.at(f.statuses), "status=a%2Bb+c&language=pt",
                                                "application/x-www-form-urlencoded"));
    CHECK(Client::reply(form).status == 200);
    const auto all = f.server->statuses("spanish");
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == json_of(made)["id"]);
    CHECK(all[0].text == "Hola\n\n#tag");
    CHECK(all[0].spoiler_text == "cw");
    CHECK(all[0].visibility == "unlisted");
    CHECK(all[0].key == "key-1");
    CHECK(all[1].text == "a+b c");
    CHECK(all[1].language == "pt");
    CHECK(f.server->statuses("french").empty());
    const auto source = json_of(f.es.get(f.at(f.statuses + '/' + all[0].id + "/source")));
    CHECK(source["text"] == "Hola\n\n#tag");
    CHECK(source["spoiler_text"] == "cw");
    CHECK(json_of(made)["tags"][0]["name"] == "tag");
    CHECK(text::parse_date(json_of(made)["created_at"].get<std::string>()) == all[0].created);
}

TEST_CASE("characters are counted as Mastodon counts them") {
    MastodonFixture f;
    const auto link = "https://example.org/" + std::string(600, 'a');
    const auto fits = std::string(477 - 1, 'x') + ' ' + link;
    CHECK(f.es.post(f.at(f.statuses), {{"status", fits}}).status == 200);
    const auto refused = f.es.post(f.at(f.statuses), {{"status", 'x' + fits}});
    CHECK(refused.status == 422);
    CHECK(json_of(refused)["error"] == "Validation failed: Text character limit of 500 exceeded");
    CHECK(f.es.post(f.at(f.statuses), {{"status", fits}, {"spoiler_text", "y"}}).status == 422);
    CHECK(json_of(f.es.post(f.at(f.statuses), {{"status", "  "}}))["error"] ==
          "Validation failed: Text can't be blank");
    CHECK(f.server->counters().accepted == 1);
    CHECK(f.server->counters().rejected == 3);
}

TEST_CASE("a reply needs what it replies to") {
    MastodonFixture f;
    CHECK(f.es.post(f.at(f.statuses), {{"status", "x"}, {"in_reply_to_id", "12"}}).status == 404);
    const auto first = json_of(f.es.post(f.at(f.statuses), {{"status", "1"}}))["id"];
    const auto second = f.es.post(f.at(f.statuses), {{"status", "2"}, {"in_reply_to_id", first}});
    CHECK(json_of(second)["in_reply_to_id"] == first);
    CHECK(f.server->statuses().back().in_reply_to_id == first);
}

TEST_CASE("the same key gives the first status, for each account by itself") {
    MastodonFixture f;
    const auto first = json_of(f.es.post(f.at(f.statuses), {{"status", "one"}}, "k"));
    const auto again = json_of(f.es.post(f.at(f.statuses), {{"status", "another"}}, "k"));
    CHECK(again["id"] == first["id"]);
    CHECK(f.fr.post(f.at(f.statuses), {{"status", "un"}}, "k").status == 200);
    CHECK(f.server->statuses().size() == 2);
    CHECK(f.server->counters().repeats_from_memory == 1);
    f.server->forget_keys();
    f.es.post(f.at(f.statuses), {{"status", "one"}}, "k");
    CHECK(f.server->statuses("spanish").size() == 2);
}

TEST_CASE("builds of 2026 answer a repeat with 500 and post nothing") {
    MastodonOptions options;
    options.repeat_answers_500 = true;
    MastodonFixture f(options);
    CHECK(f.es.post(f.at(f.statuses), {{"status", "one"}}, "k").status == 200);
    CHECK(f.es.post(f.at(f.statuses), {{"status", "one"}}, "k").status == 500);
    CHECK(f.server->statuses().size() == 1);
}

TEST_CASE("servers without keys post every repeat") {
    MastodonOptions options;
    options.honours_keys = false;
    MastodonFixture f(options);
    f.es.post(f.at(f.statuses), {{"status", "one"}}, "k");
    f.es.post(f.at(f.statuses), {{"status", "one"}}, "k");
    CHECK(f.server->statuses().size() == 2);
}

TEST_CASE("a killed client's post is accepted later, and its key is locked until then") {
    MastodonFixture f;
    f.server->faults().set_latency(500ms, {"POST", "/api/v1/statuses"});
    const std::string body = R"({"status":"late"})";
    test::RawClient killed(f.server->server().port());
    killed.send(
        "POST /api/v1/statuses HTTP/1.1\r\nAuthorization: Bearer secret-es\r\n"
        "Content-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    killed.close();
    while (f.server->server().stats().in_flight == 0) f.own_id();
    CHECK(f.texts("").empty());
    CHECK(f.es.post(f.at(f.statuses), {{"status", "late"}}, "k").status == 503);
    f.fr.post(f.at(f.statuses), {{"status", "answered after it"}});
    CHECK(f.texts("") == Texts{"late"});
    CHECK(f.server->counters().repeats_locked == 1);
    CHECK(f.es.post(f.at(f.statuses), {{"status", "late"}}, "k").status == 200);
    CHECK(f.server->statuses("spanish").size() == 1);
}

TEST_CASE("lists page as Mastodon's do") {
    MastodonFixture f;
    std::vector<std::string> ids;
    for (const auto* text : {"a", "b", "c", "d"}) ids.push_back(f.server->publish("spanish", text));
    f.server->publish("french", "other");
    CHECK(f.texts("") == Texts{"d", "c", "b", "a"});
    CHECK(f.texts("?limit=2") == Texts{"d", "c"});
    CHECK(f.texts("?limit=2&max_id=" + ids[2]) == Texts{"b", "a"});
    CHECK(f.texts("?limit=2&since_id=" + ids[0]) == Texts{"d", "c"});
    CHECK(f.texts("?limit=2&min_id=" + ids[0]) == Texts{"c", "b"});
    CHECK(f.texts("?min_id=" + ids[3]).empty());
    const auto page = f.es.get(f.list_of(f.own_id(), "?limit=2"));
    REQUIRE(page.header("Link") != nullptr);
    CHECK(page.header("Link")->find("max_id=" + ids[2] + ">; rel=\"next\"") != std::string::npos);
    CHECK(f.es.get(f.list_of("999")).status == 404);
    CHECK(f.server->remove(ids[0]));
    CHECK(f.es.get(f.at(f.statuses + '/' + ids[0])).status == 404);
}

TEST_CASE("private statuses show to their author, replies to others can be left out") {
    MastodonFixture f;
    const auto id = f.server->publish("french", "bonjour");
    f.es.post(f.at(f.statuses), {{"status", "hidden"}, {"visibility", "private"}});
    f.es.post(f.at(f.statuses), {{"status", "reply"}, {"in_reply_to_id", id}});
    CHECK(f.texts("") == Texts{"reply", "hidden"});
    CHECK(f.texts("?exclude_replies=true") == Texts{"hidden"});
    CHECK(json_of(Client().get(f.list_of(f.own_id()))).size() == 1);
}

TEST_CASE("too many requests in a window are refused, with the headers that say so") {
    MastodonOptions options;
    options.rate_limit = 2;
    options.rate_window = std::chrono::hours(24 * 365 * 100);
    MastodonFixture f(options);
    const auto first = f.es.get(f.at(f.verify));
    REQUIRE(first.header("X-RateLimit-Remaining") != nullptr);
    CHECK(*first.header("X-RateLimit-Remaining") == "1");
    CHECK(text::parse_date(*first.header("X-RateLimit-Reset")).has_value());
    f.es.get(f.at(f.verify));
    const auto refused = f.es.get(f.at(f.verify));
    CHECK(refused.status == 429);
    CHECK(refused.header("Retry-After") == nullptr);
    CHECK(f.fr.get(f.at(f.verify)).status == 200);
}

TEST_CASE("snac ignores keys and cursors, wants a token and says errors in HTML") {
    MastodonOptions options;
    options.snac = true;
    MastodonFixture f(options);
    f.es.post(f.at(f.statuses), {{"status", "one\ntwo"}}, "k");
    f.es.post(f.at(f.statuses), {{"status", "one\ntwo"}}, "k");
    const auto id = f.server->statuses()[1].id;
    CHECK(f.texts("?min_id=" + id) == Texts{"one\ntwo", "one\ntwo"});
    CHECK(f.texts("?max_id=" + id).size() == 1);
    CHECK(id.size() > 40);
    CHECK(Client().get(f.list_of(f.own_id())).status == 401);
    CHECK(f.es.get(f.at("/api/v2/instance")).body == "<h1>404 Not Found</h1>");
}

}  // namespace glossd
