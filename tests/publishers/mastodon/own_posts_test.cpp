#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using model::OutcomeKind;

namespace glossd::publishers::mastodon {
namespace {

const AccountFacts own_facts{{text::Counting::mastodon, 500, 23}, "1/7", "@n@m.example", ""};

struct OwnStatus {
    std::string id;
    std::string application;  // empty: null
    std::string created = "2026-08-01T12:00:00.000Z";
};

std::string own_page(const std::vector<OwnStatus>& statuses) {
    auto page = OrderedJson::array();
    for (const auto& status : statuses) {
        OrderedJson json{{"id", status.id}, {"created_at", status.created}, {"reblog", nullptr}};
        json["application"] = status.application.empty()
                                  ? OrderedJson()
                                  : OrderedJson{{"name", status.application}, {"website", nullptr}};
        page.push_back(std::move(json));
    }
    return page.dump();
}

// What comes of these replies, one a request; the addresses that were asked.
struct OwnReading {
    SeenOwn seen;
    std::vector<std::string> asked;
};

OwnReading read_own(const std::vector<model::Reply>& replies) {
    const auto publisher = account_publisher(target_settings("mastodon"));
    OwnReading reading{Progress{}, {}};
    for (const auto& answer : replies) {
        const auto* progress = std::get_if<Progress>(&reading.seen);
        REQUIRE(progress != nullptr);
        const auto request = publisher->own_posts_request(own_facts, *progress);
        REQUIRE(request.has_value());
        reading.asked.push_back(http(*request).url);
        reading.seen = publisher->read_own_posts(*progress, answer);
    }
    return reading;
}

std::vector<std::string> own_ids(const OwnReading& reading) {
    std::vector<std::string> ids;
    const auto* own = std::get_if<OwnPosts>(&reading.seen);
    REQUIRE(own != nullptr);
    for (const auto& post : own->newest) ids.push_back(post.remote_id);
    return ids;
}

using OwnIds = std::vector<std::string>;

}  // namespace

TEST_CASE("posts are ours by the name of the application that the token belongs to") {
    const auto reading = read_own({reply(200, R"({"name":"News bot","website":null})"),
                                   reply(200, own_page({{"9", "Web"},
                                                        {"8", "News bot"},
                                                        {"7", "glossd"},
                                                        {"6", ""},
                                                        {"5", "News bot"}}))});
    CHECK(own_ids(reading) == OwnIds{"8", "5"});
    CHECK(reading.asked == OwnIds{"https://m.example/api/v1/apps/verify_credentials",
                                  "https://m.example/api/v1/accounts/1%2F7/statuses?limit=40&"
                                  "exclude_reblogs=true"});
    CHECK(std::get<OwnPosts>(reading.seen).newest[0].created ==
          model::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 8 / 1) +
                          std::chrono::hours(12)));
}

TEST_CASE("a token that does not say is taken for one of glossd's login") {
    for (const auto status : {404, 401, 403}) {
        CAPTURE(status);
        CHECK(own_ids(read_own({reply(status, ""), reply(200, own_page({{"8", "glossd"}}))})) ==
              OwnIds{"8"});
    }
}

TEST_CASE("what the owner posts by hand is read past, but not for ever") {
    const auto application = reply(200, R"({"name":"glossd"})");
    const auto by_hand = [](const std::string& id) { return reply(200, own_page({{id, "Web"}})); };
    const auto reading = read_own(
        {application, by_hand("9"), by_hand("8"), reply(200, own_page({{"7", "glossd"}}))});
    CHECK(own_ids(reading) == OwnIds{"7"});
    CHECK(reading.asked[3].ends_with("&max_id=8"));
    CHECK(own_ids(read_own({application, by_hand("9"), by_hand("8"), by_hand("7"), by_hand("6"),
                            by_hand("5")}))
              .empty());
}

TEST_CASE("an account without posts, or a server that names no application, shows none of ours") {
    CHECK(own_ids(read_own({reply(404, ""), reply(200, "[]")})).empty());
    CHECK(own_ids(read_own({reply(404, ""), reply(200, own_page({{"9", ""}})), reply(200, "[]")}))
              .empty());
    CHECK(own_ids(read_own({reply(404, ""), reply(200, own_page({{"9", ""}})),
                            reply(200, own_page({{"9", ""}}))}))
              .empty());
}

TEST_CASE("a server in trouble is asked again, one that refuses the list is not") {
    const auto seen = [](const model::Reply& answer) {
        const auto reading = read_own({reply(404, ""), answer});
        const auto* outcome = std::get_if<model::Outcome>(&reading.seen);
        REQUIRE(outcome != nullptr);
        return outcome->kind;
    };
    CHECK(seen(reply(503, "")) == OutcomeKind::transient);
    CHECK(seen(reply(429, "")) == OutcomeKind::rate_limited);
    CHECK(seen(reply(403, "")) == OutcomeKind::rejected);
    CHECK(seen(reply(404, "")) == OutcomeKind::rejected);
    CHECK(seen(reply(200, "<html>")) == OutcomeKind::rejected);
}

}  // namespace glossd::publishers::mastodon
