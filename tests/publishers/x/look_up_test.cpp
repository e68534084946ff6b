#include "publishers/x/support.hpp"

#include <set>
#include <vector>

using namespace glossd;
using namespace glossd::publishers;
using model::OutcomeKind;

namespace glossd::publishers::x {
namespace {

struct Asked {
    LookedUp result;
    std::vector<std::string> urls;
};

// Runs a look-up to its end against these answers, in order.
Asked look_up(const SendPart& part, const std::vector<model::Reply>& answers,
              const std::set<std::string>& taken = {}) {
    const auto publisher = account_publisher(x_settings());
    Asked asked;
    Progress progress;
    for (const auto& answer : answers) {
        asked.urls.push_back(http(publisher->look_up_request(part, x_facts(), progress)).url);
        asked.result = publisher->read_look_up(part, x_facts(), progress, answer,
                                               [&](const auto& id) { return taken.count(id) > 0; });
        if (!std::holds_alternative<Progress>(asked.result)) return asked;
        progress = std::get<Progress>(asked.result);
    }
    return asked;
}

model::Reply page(const std::string& posts, const std::string& next = "") {
    return reply(200, R"({"data":[)" + posts + R"(],"meta":{"result_count":1)" +
                          (next.empty() ? "" : R"(,"next_token":")" + next + "\"") + "}}");
}

std::string post(const std::string& id, const std::string& text, const std::string& extra = "") {
    return R"({"id":")" + id + R"(","text":")" + text + "\"" + extra + "}";
}

const std::string replied = R"(,"referenced_posts":[{"type":"replied_to","id":"17"}])";
const model::Reply nothing = reply(200, R"({"meta":{"result_count":0}})");
const model::Reply wrong_names =
    reply(400, R"({"errors":[{"parameters":{"post.fields":["text"]},"message":"unknown"}]})");

}  // namespace

TEST_CASE("the account's own posts are read from shortly before the attempt") {
    const auto asked = look_up(x_part("hola"), {nothing});
    CHECK(std::holds_alternative<Absent>(asked.result));
    CHECK(asked.urls[0] ==
          "https://api.example/2/users/42/tweets?max_results=100"
          "&post.fields=created_at,entities,text&expansions=referenced_posts"
          "&start_time=2026-08-01T11%3A00%3A00Z");
}

TEST_CASE("a post is known by its text with short links expanded and escapes undone") {
    const auto part = x_part("Tom & Ana: https://example.org/a?b=1&c=2 y example.com/x");
    const auto shown = post("9", "Tom &amp; Ana: https://t.co/1 y https://t.co/2",
                            R"(,"entities":{"urls":[
        {"start":0,"end":1,"url":"https://t.co/1","expanded_url":"https://example.org/a?b=1&c=2"},
        {"start":0,"end":1,"url":"https://t.co/2","expanded_url":"http://example.com/x"}]})");
    const auto found = look_up(part, {page(shown)}).result;
    CHECK(std::get<Published>(found) == Published{"9", "https://x.com/news_es/status/9"});
    CHECK(std::holds_alternative<Absent>(look_up(x_part("Tom"), {page(shown)}).result));
}

TEST_CASE("a part of a thread is only what answers the part before") {
    const auto part = x_part("dos", "17");
    CHECK(std::holds_alternative<Absent>(look_up(part, {page(post("9", "dos"))}).result));
    CHECK(std::get<Published>(look_up(part, {page(post("9", "dos", replied))}).result).remote_id ==
          "9");
    CHECK(std::holds_alternative<Absent>(
        look_up(x_part("dos"), {page(post("9", "dos", replied))}).result));
}

TEST_CASE("of several the oldest counts, and none that belongs to another delivery") {
    const auto both = page(post("9", "hola") + "," + post("8", "hola"));
    CHECK(std::get<Published>(look_up(x_part("hola"), {both}).result).remote_id == "8");
    CHECK(std::get<Published>(look_up(x_part("hola"), {both}, {"8"}).result).remote_id == "9");
    CHECK(std::holds_alternative<Absent>(look_up(x_part("hola"), {both}, {"8", "9"}).result));
}

TEST_CASE("all pages are read before anything is concluded") {
    const auto asked =
        look_up(x_part("hola"), {page(post("9", "hola"), "p2"), page(post("7", "hola"))});
    CHECK(std::get<Published>(asked.result).remote_id == "7");
    REQUIRE(asked.urls.size() == 2);
    CHECK(contains(asked.urls[1], "&pagination_token=p2"));
    const std::vector<model::Reply> endless(20, page(post("9", "adios"), "more"));
    const auto given_up = look_up(x_part("hola"), endless);
    CHECK(outcome_in(given_up.result).kind == OutcomeKind::rejected);
    CHECK(given_up.urls.size() == 10);
}

TEST_CASE("the other names of fields are tried once when X refuses ours") {
    const auto asked = look_up(x_part("hola"), {wrong_names, page(post("9", "hola"))});
    CHECK(std::get<Published>(asked.result).remote_id == "9");
    CHECK(contains(asked.urls[1], "&tweet.fields=created_at,entities,referenced_tweets"));
    const auto refused = look_up(x_part("hola"), {wrong_names, wrong_names});
    CHECK(outcome_in(refused.result).kind == OutcomeKind::rejected);
}

TEST_CASE("a page that cannot be read says nothing about the post") {
    CHECK(outcome_in(look_up(x_part("hola"), {reply(503, "")}).result).kind ==
          OutcomeKind::transient);
    CHECK(outcome_in(look_up(x_part("hola"), {reply(200, "<html>")}).result).kind ==
          OutcomeKind::transient);
    CHECK(outcome_in(look_up(x_part("hola"), {broken_off(true)}).result).kind ==
          OutcomeKind::transient);
    CHECK(outcome_in(look_up(x_part("hola"), {reply(429, "")}).result).kind ==
          OutcomeKind::rate_limited);
}

}  // namespace glossd::publishers::x
