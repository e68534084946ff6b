#include "publishers/uploading.hpp"

using namespace glossd;
using namespace glossd::publishers;
using namespace std::chrono_literals;
using config::OnMediaError;
using model::OutcomeKind;

namespace glossd::publishers::mastodon {
namespace {

Sending sending(std::vector<Image> images, OnMediaError policy = OnMediaError::skip) {
    auto settings = target_settings("mastodon");
    settings.on_media_error = policy;
    auto publisher = account_publisher(settings);
    Draft draft;
    draft.text = "Hola";
    draft.language = "es";
    draft.visibility = "public";
    draft.images = std::move(images);
    auto part = part_of(publisher->freeze(draft, {}));
    return {std::move(publisher), std::move(part)};
}

model::Reply uploaded(const std::string& id, int status = 200) {
    return reply(status, R"({"id":")" + id + R"("})");
}

}  // namespace

TEST_CASE("each image is uploaded with its alt text, then the status names them all") {
    auto send = sending({picture("a", "Un gato"), picture("b")});
    CHECK(send.path() == "/api/v2/media");
    CHECK(send.request().method == "POST");
    CHECK(header(send.request(), "Authorization") == "Bearer s3cret");
    CHECK(send.field("description") == "Un gato");
    CHECK(send.field("file") == "/state/media/7-a");
    CHECK(send.request().form.back().file_name == "image.png");
    CHECK(send.is_only_uploading());
    REQUIRE(is_progress(send.answer(uploaded("11"))));
    CHECK(send.request().form.size() == 1);  // no alt text, no description
    REQUIRE(is_progress(send.answer(uploaded("12"))));
    CHECK_FALSE(send.is_only_uploading());
    CHECK(send.path() == "/api/v1/statuses");
    CHECK(header(send.request(), "Idempotency-Key") == "key");
    CHECK(send.body() == Json::parse(R"({"status":"Hola","visibility":"public","language":"es",
        "media_ids":["11","12"]})"));
    CHECK(std::get<Published>(send.answer(reply(200, R"({"id":"5"})"))).remote_id == "5");
}

TEST_CASE("an image that the server still works on is asked for until it is ready") {
    auto send = sending({picture("a")});
    REQUIRE(is_progress(send.answer(uploaded("11", 202))));
    CHECK(send.progress().pause == 1s);
    CHECK(send.path() == "/api/v1/media/11");
    CHECK(send.request().method == "GET");
    REQUIRE(is_progress(send.answer(uploaded("11", 206))));
    CHECK(send.progress().pause == 1s);
    REQUIRE(is_progress(send.answer(uploaded("11", 206))));
    CHECK(send.progress().pause == 2s);
    CHECK(send.is_only_uploading());
    REQUIRE(is_progress(send.answer(uploaded("11"))));
    CHECK(send.progress().pause == 0s);
    CHECK(send.body()["media_ids"] == Json::parse(R"(["11"])"));
}

TEST_CASE("a server without the second version of the upload gets the first") {
    auto send = sending({picture("a"), picture("b")});
    REQUIRE(is_progress(send.answer(reply(404, "<html>"))));
    CHECK(send.progress().note == "");
    CHECK(send.path() == "/api/v1/media");
    REQUIRE(is_progress(send.answer(uploaded("11"))));
    CHECK(send.path() == "/api/v1/media");
}

TEST_CASE("an image that is refused is left out with a note, or holds the post") {
    struct Row {
        model::Reply answer;
        std::string words;
    };
    const std::vector<Row> rows{
        {reply(422, R"({"error":"Validation failed: File content type is invalid"})"), "invalid"},
        {reply(413, ""), "413"},
        {reply(403, R"({"error":"This action is outside the authorized scopes"})"), "write:media"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.words);
        auto send = sending({picture("a"), picture("b")});
        REQUIRE(is_progress(send.answer(row.answer)));
        CHECK(contains(send.progress().note, "without the image https://img.example/a"));
        CHECK(contains(send.progress().note, row.words));
        REQUIRE(is_progress(send.answer(uploaded("12"))));
        CHECK(send.body()["media_ids"] == Json::parse(R"(["12"])"));

        auto held = sending({picture("a")}, OnMediaError::hold);
        const auto outcome = outcome_in(held.answer(row.answer));
        CHECK(outcome.kind == OutcomeKind::rejected);
        CHECK(contains(outcome.message, "https://img.example/a"));
    }
}

TEST_CASE("a status whose images were all refused has none") {
    auto send = sending({picture("a")});
    REQUIRE(is_progress(send.answer(reply(422, ""))));
    CHECK(send.body() == Json::parse(R"({"status":"Hola","visibility":"public","language":"es"})"));
}

TEST_CASE("an upload is never unknown: it is made again, a few times") {
    auto send = sending({picture("a")});
    model::Duration pause{};
    for (int i = 0; i < 7; ++i) {
        REQUIRE(is_progress(send.answer(i % 2 ? reply(500, "") : broken_off(true))));
        CHECK(send.progress().pause > pause);
        CHECK(contains(send.progress().note, "tried again"));
        CHECK(send.path() == "/api/v2/media");
        pause = send.progress().pause;
    }
    REQUIRE(is_progress(send.answer(broken_off(true))));
    CHECK(contains(send.progress().note, "published without the image"));
    CHECK(send.path() == "/api/v1/statuses");
}

TEST_CASE("a server in trouble while images are uploaded is waited for like any other time") {
    const std::vector<std::pair<model::Reply, OutcomeKind>> rows{
        {broken_off(false), OutcomeKind::transient}, {reply(502, ""), OutcomeKind::transient},
        {reply(503, ""), OutcomeKind::transient},    {reply(429, ""), OutcomeKind::rate_limited},
        {reply(401, ""), OutcomeKind::unauthorized}, {reply(302, ""), OutcomeKind::rejected},
    };
    for (const auto& row : rows) {
        CHECK(outcome_in(sending({picture("a")}).answer(row.first)).kind == row.second);
    }
}

TEST_CASE("ids that the server does not know any more are made anew, once") {
    const auto unknown_ids =
        reply(422, R"({"error":"Media 11 not found or already attached to another post"})");
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    REQUIRE(is_progress(send.answer(unknown_ids)));
    CHECK(send.path() == "/api/v2/media");
    send.answer(uploaded("12"));
    CHECK(send.body()["media_ids"] == Json::parse(R"(["12"])"));
    CHECK(outcome_in(send.answer(unknown_ids)).kind == OutcomeKind::rejected);
}

TEST_CASE("after an attempt that nobody knows of, used-up ids are a sign of it") {
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    send.part().repeated = true;
    const auto outcome = outcome_in(send.answer(
        reply(422, R"({"error":"Media 11 not found or already attached to another post"})")));
    CHECK(outcome.kind == OutcomeKind::unknown);
    CHECK(outcome.said_present);
}

TEST_CASE("a status that came before its image was ready waits for it") {
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    REQUIRE(is_progress(send.answer(reply(
        422,
        R"({"error":"Cannot attach files that have not finished processing. Try again in a moment!"})"))));
    CHECK(send.progress().pause == 1s);
    CHECK(send.path() == "/api/v1/media/11");
    CHECK(send.is_only_uploading());
}

TEST_CASE("an id that is nearly a day old is not used") {
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    CHECK(send.path() == "/api/v1/statuses");
    send.part().attempt_started = at("2026-08-02T11:00:00Z");
    CHECK(send.path() == "/api/v2/media");
}

TEST_CASE("a refusal that has nothing to do with images stays what it was") {
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    CHECK(outcome_in(
              send.answer(reply(
                  422, R"({"error":"Validation failed: Text character limit of 500 exceeded"})")))
              .kind == OutcomeKind::too_large);
    CHECK(outcome_in(send.answer(reply(503, ""))).kind == OutcomeKind::unknown);
}

TEST_CASE("files that are gone for good are dropped from a frozen part") {
    auto send = sending({picture("a"), picture("b")});
    CHECK(images_wanted(send.part(), {}).size() == 2);
    const auto progress = without_images(send.part(), {}, {"7-a"});
    const auto wanted = images_wanted(send.part(), progress);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].file == "7-b");
}

TEST_CASE("an alt text is cut between characters, and only when it is too long") {
    CHECK(cut_alt("Bär", 3) == "Bär");
    CHECK(cut_alt("Bären", 3) == "Bä…");
    CHECK(cut_alt("Bären", 0) == "Bären");
}

}  // namespace glossd::publishers::mastodon
