#include "sources/x/support.hpp"

using namespace glossd;
using namespace glossd::sources;
using namespace glossd::sources::x;
using model::OutcomeKind;
using Ids = std::vector<std::string>;

namespace glossd::sources::x {
namespace {

const model::Reply wrong_names =
    reply(400, R"({"errors":[{"parameters":{"post.fields":["text"]},"message":"unknown"}]})");

config::SourceSettings with_first_run(config::FirstRun::Kind kind, int count = 0) {
    auto settings = x_source_settings();
    settings.first_run = {kind, count};
    return settings;
}

}  // namespace

TEST_CASE("the account is looked up once, and read from the last post on") {
    Polling polling;
    const auto first =
        polling.poll({user, page_of(post("2", "two") + "," + post("1", "one"), "2")});
    CHECK(ids(first) == Ids{"1", "2"});
    CHECK(polling.asked[0] == "https://api.example/2/users/by/username/NASA");
    CHECK(polling.asked[1].starts_with("https://api.example/2/users/11/tweets?max_results=100&"));
    CHECK_FALSE(polling.last_asked("since_id"));

    CHECK(polling.poll({nothing}).posts.empty());
    CHECK(polling.last_asked("&since_id=2"));
    CHECK(ids(polling.poll({page_of(post("3", "three"), "3")})) == Ids{"3"});
    CHECK(polling.last_asked("&since_id=2"));  // a poll without posts has not moved it
    polling.poll({nothing});
    CHECK(polling.last_asked("&since_id=3"));
}

TEST_CASE("a poll of several pages gives its posts with the last one, oldest first") {
    Polling polling;
    polling.poll({user, page_of(post("1", "one"), "1")});
    const auto page = polling.poll({page_of(post("6", "six") + "," + post("5", "five"), "6", "p2"),
                                    page_of(post("4", "four"), "4", "p3"),
                                    page_of(post("3", "three") + "," + post("2", "two"), "3")});
    CHECK(ids(page) == Ids{"2", "3", "4", "5", "6"});
    CHECK(polling.last_asked("&since_id=1&pagination_token=p3"));
    polling.poll({nothing});
    CHECK(polling.last_asked("&since_id=6"));
    CHECK_FALSE(polling.last_asked("pagination_token"));
}

TEST_CASE("a page whose token is no longer good ends the poll without losing its place") {
    Polling polling;
    polling.poll({user, page_of(post("1", "one"), "1")});
    polling.step(page_of(post("6", "six"), "6", "p2"));
    const auto page = polling.step(reply(400, R"({"title":"Invalid Request","detail":"token"})"));
    REQUIRE(page);
    CHECK(ids(*page) == Ids{"6"});
    CHECK_FALSE(page->whole);
    CHECK(page->notes.size() == 1);
    polling.poll({nothing});
    CHECK(polling.last_asked("&since_id=1"));
    CHECK_FALSE(polling.last_asked("pagination_token"));
}

TEST_CASE("a first run reads no more than it will use, because each post is paid for") {
    using Kind = config::FirstRun::Kind;
    Polling skipping(with_first_run(Kind::skip));
    skipping.poll({user, page_of(post("2", "two"), "2", "older")});
    CHECK(skipping.last_asked("max_results=10&"));

    Polling latest(with_first_run(Kind::latest, 2));
    const auto page =
        latest.poll({user,
                     page_of(post("9", "@bob hi", R"(,"in_reply_to_user_id":"5",
        "referenced_posts":[{"type":"replied_to","id":"8"}])"),
                             "9", "p2"),
                     page_of(post("7", "seven") + "," + post("6", "six"), "7", "p3")});
    CHECK(ids(page) == Ids{"6", "7"});
    CHECK(latest.last_asked("max_results=5&"));
}

TEST_CASE("replies and reposts are left out as the settings say") {
    Polling own;
    own.poll({user, nothing});
    CHECK(own.last_asked("&exclude=retweets"));
    auto settings = x_source_settings();
    settings.replies = config::Replies::none;
    Polling none(settings);
    none.poll({user, nothing});
    CHECK(none.last_asked("&exclude=retweets,replies"));
    settings.replies = config::Replies::all;
    settings.reposts = true;
    Polling all(settings);
    all.poll({user, nothing});
    CHECK_FALSE(all.last_asked("exclude"));
}

TEST_CASE("the names of fields that X takes are found out once") {
    Polling polling;
    polling.poll({user, wrong_names, page_of(post("1", "one"), "1")});
    CHECK(polling.last_asked("tweet.fields="));
    polling.poll({nothing});
    CHECK(polling.last_asked("tweet.fields="));
    const auto refused = polling.step(wrong_names);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == OutcomeKind::rejected);

    auto settings = x_source_settings();
    settings.field_names = config::FieldNames::current;
    Polling fixed(settings);
    fixed.step(user);
    CHECK_FALSE(fixed.step(wrong_names));
}

TEST_CASE("an account that X does not know is refused with its words") {
    Polling polling;
    const auto page = polling.step(
        reply(200, R"({"errors":[{"detail":"Could not find user with username: [NASA]."}]})"));
    REQUIRE_FALSE(page);
    CHECK(page.error().kind == OutcomeKind::rejected);
    CHECK(page.error().message == "@NASA on X: Could not find user with username: [NASA].");
}

TEST_CASE("a poll that fails leaves the cursor, and says what to do") {
    Polling polling;
    polling.step(user);
    const auto kind = [&](const model::Reply& answer) { return polling.step(answer).error().kind; };
    CHECK(kind(reply(401, "")) == OutcomeKind::unauthorized);
    CHECK(kind(reply(429, "")) == OutcomeKind::rate_limited);
    CHECK(kind(reply(503, "")) == OutcomeKind::transient);
    CHECK(kind(reply(200, "<html>")) == OutcomeKind::transient);
    CHECK(kind(reply(200, R"({"errors":[{"detail":"protected"}]})")) == OutcomeKind::rejected);
    const model::Reply lost = model::ExchangeFailure{{model::ErrorKind::timeout, "late"}, true};
    CHECK(kind(lost) == OutcomeKind::transient);
}

TEST_CASE("a limit that is used up puts the next poll off") {
    Polling polling;
    polling.step(user);
    const auto page = polling.step(reply(200, R"({"meta":{"result_count":0}})",
                                         {{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"},
                                          {"x-rate-limit-remaining", "0"},
                                          {"x-rate-limit-reset", "1785586500"}}));
    REQUIRE(page);
    CHECK(page->min_interval == std::optional<model::Duration>(std::chrono::minutes(15)));
}

TEST_CASE("an app's token goes into the header, an account's keys into the credential") {
    Polling polling;
    polling.step(user);
    CHECK(polling.last_request.headers.back().second == "Bearer bearer");
    auto settings = x_source_settings();
    settings.token = {};
    settings.oauth.access_token = config::Secret("at", "env");
    Polling keyed(settings);
    keyed.step(user);
    CHECK(std::holds_alternative<model::OAuth1Keys>(keyed.last_request.credential));
    CHECK(keyed.last_request.headers.size() == 1);
}

TEST_CASE("a cursor of another account counts as empty") {
    Polling polling;
    polling.poll({user, page_of(post("1", "one"), "1")});
    auto settings = x_source_settings();
    settings.username = "ESA";
    Polling other(settings);
    other.cursor = polling.cursor;
    other.step(user);
    CHECK(other.asked[0] == "https://api.example/2/users/by/username/ESA");
}

}  // namespace glossd::sources::x
