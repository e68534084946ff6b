#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using namespace std::chrono_literals;
using model::OutcomeKind;

namespace glossd::publishers::mastodon {
namespace {

const std::string instance_v2 =
    R"({"domain":"m.example","version":"4.5.1","configuration":{"statuses":
        {"max_characters":1000,"characters_reserved_per_url":25}}})";
const std::string account =
    R"({"id":"17","username":"noticias","acct":"noticias","url":"https://m.example/@noticias"})";

// Asks until there is a result; `replies` in the order asked, `paths` gets what was asked.
Prepared prepare(const std::vector<model::Reply>& replies, std::vector<std::string>* paths = {}) {
    const auto publisher = account_publisher(target_settings("mastodon"));
    Progress progress;
    for (const auto& answer : replies) {
        const auto request = publisher->prepare_request(progress);
        REQUIRE(request);
        CHECK(http(*request).method == "GET");
        CHECK(header(http(*request), "Authorization") == "Bearer s3cret");
        CHECK_FALSE(http(*request).follow_redirects);
        if (paths) paths->push_back(http(*request).url);
        auto result = publisher->read_prepare(progress, &answer);
        if (!std::holds_alternative<Progress>(result)) return result;
        progress = std::get<Progress>(result);
    }
    return progress;
}

AccountFacts facts(const std::vector<model::Reply>& replies) {
    const auto prepared = prepare(replies);
    REQUIRE(std::holds_alternative<AccountFacts>(prepared));
    return std::get<AccountFacts>(prepared);
}

MediaRule mastodon_media() {
    const std::size_t largest = 16 * 1024 * 1024;
    return {4,   {"image/jpeg", "image/png", "image/gif", "image/webp"}, largest, largest, false,
            1500};
}

}  // namespace

TEST_CASE("limits and account are asked for in two requests") {
    std::vector<std::string> paths;
    const auto prepared = prepare({reply(200, instance_v2), reply(200, account)}, &paths);
    CHECK(paths ==
          std::vector<std::string>{"https://m.example/api/v2/instance",
                                   "https://m.example/api/v1/accounts/verify_credentials"});
    CHECK(std::get<AccountFacts>(prepared) ==
          AccountFacts{{text::Counting::mastodon, 1000, 25, true},
                       "17",
                       "@noticias@m.example",
                       "4.5.1",
                       mastodon_media()});
}

TEST_CASE("what a server says of media is kept, and what it does not say is Mastodon's own") {
    const auto body = R"({"configuration":{"statuses":{"max_characters":500,
        "max_media_attachments":6},"media_attachments":{"image_size_limit":5000,
        "description_limit":200,"supported_mime_types":["image/png","video/mp4"]}}})";
    const auto media = facts({reply(200, body), reply(200, account)}).media;
    CHECK(media == MediaRule{6, {"image/png", "video/mp4"}, 5000, 5000, false, 200});
    CHECK(facts({reply(404, ""), reply(404, ""), reply(200, account)}).media == mastodon_media());
}

TEST_CASE("a server without the second version of the instance is asked for the first") {
    std::vector<std::string> paths;
    const auto v1 = R"({"version":"4.2.0 (not true; snac/2.94) ", "configuration" : {
        "statuses" : {
            "max_characters" : 100000, "characters_reserved_per_url" : 32
        }
    }
})";
    const auto prepared = prepare({reply(404, ""), reply(200, v1), reply(200, account)}, &paths);
    CHECK(paths[1] == "https://m.example/api/v1/instance");
    CHECK(std::get<AccountFacts>(prepared).length ==
          text::LengthRule{text::Counting::mastodon, 100000, 32, true});
}

TEST_CASE("Pleroma's older field for the length is understood") {
    const auto v1 = R"({"version":"2.7.2 (compatible; Pleroma 2.6.0) ","max_toot_chars":5000})";
    const auto length =
        facts({reply(404, "<html>nothing</html>"), reply(200, v1), reply(200, account)}).length;
    CHECK(length == text::LengthRule{text::Counting::mastodon, 5000, 23, true});
}

TEST_CASE("limits that make no sense are Mastodon's own") {
    for (const auto* body :
         {"<html>a page</html>", "", "[]", R"({"configuration":{"statuses":{"max_characters":0}}})",
          R"({"configuration":{"statuses":{"max_characters":"many"}}})",
          R"({"max_toot_chars":99999999999})"}) {
        CAPTURE(body);
        const auto found = facts({reply(200, body), reply(200, body), reply(200, account)});
        CHECK(found.length == text::LengthRule{text::Counting::mastodon, 500, 23, true});
    }
}

TEST_CASE("an account that names its host keeps it, and an account's number is an id") {
    const auto foreign = R"({"id":5,"acct":"a@other.example","url":"https://m.example/@a"})";
    CHECK(facts({reply(200, instance_v2), reply(200, foreign)}).handle == "@a@other.example");
    CHECK(facts({reply(200, instance_v2), reply(200, foreign)}).account_id == "5");
    const auto bare = R"({"id":"5","username":"a","url":null})";
    CHECK(facts({reply(200, instance_v2), reply(200, bare)}).handle == "@a@m.example");
}

TEST_CASE("what keeps the facts from being read is told apart") {
    struct Row {
        model::Reply answer;
        OutcomeKind kind;
    };
    const std::vector<Row> rows{
        {reply(401, R"({"error":"The access token is invalid"})"), OutcomeKind::unauthorized},
        {reply(403, ""), OutcomeKind::unauthorized},
        {reply(429, R"({"error":"Too many requests"})"), OutcomeKind::rate_limited},
        {reply(502, "<html>Bad Gateway</html>"), OutcomeKind::transient},
        {reply(503, ""), OutcomeKind::transient},
        {reply(301, "", {{"Location", "https://new.example/"}}), OutcomeKind::rejected},
        {broken_off(true), OutcomeKind::transient},
        {broken_off(false), OutcomeKind::transient},
    };
    for (const auto& row : rows) {
        CHECK(outcome_in(prepare({row.answer})).kind == row.kind);
        CHECK(outcome_in(prepare({reply(404, ""), row.answer})).kind == row.kind);
        CHECK(outcome_in(prepare({reply(200, instance_v2), row.answer})).kind == row.kind);
    }
}

TEST_CASE("a server that knows no accounts is named as no Mastodon server") {
    const auto outcome =
        outcome_in(prepare({reply(200, instance_v2), reply(404, "<h1>Not found</h1>")}));
    CHECK(outcome.kind == OutcomeKind::rejected);
    CHECK(outcome.message ==
          "https://m.example does not answer as a Mastodon server: HTTP 404: Not found");
    CHECK(contains(
        outcome_in(prepare({reply(302, "", {{"Location", "https://new.example/"}})})).message,
        "https://new.example/"));
}

}  // namespace glossd::publishers::mastodon
