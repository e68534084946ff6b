#include "publishers/uploading.hpp"
#include "publishers/x/support.hpp"
#include "schemas.hpp"

using namespace glossd;
using namespace glossd::publishers;
using namespace std::chrono_literals;
using config::OnMediaError;
using model::OutcomeKind;

namespace glossd::publishers::x {
namespace {

Sending sending(std::vector<Image> images, OnMediaError policy = OnMediaError::skip,
                const std::string& text = "hola") {
    auto settings = x_settings();
    settings.on_media_error = policy;
    auto publisher = account_publisher(settings);
    Draft draft;
    draft.text = text;
    draft.images = std::move(images);
    auto part = part_of(publisher->freeze(draft, x_facts()));
    return {std::move(publisher), std::move(part)};
}

model::Reply uploaded(const std::string& id, const std::string& more = "") {
    return reply(200, R"({"data":{"id":")" + id + "\"" + more + "}}");
}

const model::Reply done = reply(200, R"({"data":{"id":"1"}})");

}  // namespace

TEST_CASE("an image is uploaded, described, and named by the post") {
    auto send = sending({picture("a", "Un gato"), picture("b")});
    CHECK(send.path() == "/2/media/upload");
    CHECK(send.request().method == "POST");
    CHECK(std::holds_alternative<model::OAuth1Keys>(send.request().credential));
    CHECK(send.field("media_category") == "tweet_image");
    CHECK(send.field("media") == "/state/media/7-a");
    REQUIRE(is_progress(send.answer(uploaded("11", R"(,"expires_after_secs":86400)"))));
    CHECK(send.path() == "/2/media/metadata");
    CHECK(send.body() == Json::parse(R"({"id":"11","metadata":{"alt_text":{"text":"Un gato"}}})"));
    CHECK(send.is_only_uploading());
    REQUIRE(is_progress(send.answer(done)));
    CHECK(send.path() == "/2/media/upload");
    REQUIRE(is_progress(send.answer(uploaded("12"))));
    CHECK(send.path() == "/2/tweets");  // nothing to describe
    CHECK(send.body() == Json::parse(R"({"text":"hola","media":{"media_ids":["11","12"]}})"));
    CHECK_FALSE(send.is_only_uploading());
    CHECK(std::get<Published>(send.answer(reply(201, R"({"data":{"id":"9"}})"))).remote_id == "9");
}

TEST_CASE("a GIF has a category of its own, and its processing is waited for") {
    auto send = sending({picture("a", "", "image/gif")});
    CHECK(send.field("media_category") == "tweet_gif");
    const auto state = [](const std::string& word) {
        return R"(,"processing_info":{"state":")" + word + R"(","check_after_secs":3})";
    };
    REQUIRE(is_progress(send.answer(uploaded("11", state("pending")))));
    CHECK(send.progress().pause == 3s);
    CHECK(send.path() == "/2/media/upload?command=STATUS&media_id=11");
    REQUIRE(is_progress(send.answer(uploaded("11", state("in_progress")))));
    REQUIRE(is_progress(send.answer(uploaded("11", state("succeeded")))));
    CHECK(send.body()["media"]["media_ids"] == Json::parse(R"(["11"])"));

    auto failed = sending({picture("a", "", "image/gif")});
    REQUIRE(is_progress(failed.answer(uploaded("11", state("failed")))));
    CHECK(contains(failed.progress().note, "could not process"));
    CHECK(failed.body() == Json::parse(R"({"text":"hola"})"));
}

TEST_CASE("a post of images alone has no text") {
    auto send = sending({picture("a")}, OnMediaError::skip, "");
    send.answer(uploaded("11"));
    CHECK(send.body() == Json::parse(R"({"media":{"media_ids":["11"]}})"));
}

TEST_CASE("an image that X refuses is left out with a note, or holds the post") {
    const auto too_big = reply(400, R"({"title":"Invalid Request","detail":"File size exceeds"})");
    const auto no_scope = reply(403, R"({"title":"Forbidden","detail":"Missing scope"})");
    for (const auto& answer : {too_big, no_scope}) {
        auto send = sending({picture("a")});
        REQUIRE(is_progress(send.answer(answer)));
        CHECK(contains(send.progress().note, "without the image https://img.example/a"));
        CHECK(send.path() == "/2/tweets");
        CHECK(outcome_in(sending({picture("a")}, OnMediaError::hold).answer(answer)).kind ==
              OutcomeKind::rejected);
    }
}

TEST_CASE("an image whose alt text is refused goes without it, and that is said") {
    auto send = sending({picture("a", "Un gato")});
    send.answer(uploaded("11"));
    REQUIRE(is_progress(send.answer(reply(400, "{}"))));
    CHECK(contains(send.progress().note, "without the alt text of https://img.example/a"));
    CHECK(send.body()["media"]["media_ids"] == Json::parse(R"(["11"])"));
}

TEST_CASE("an upload to X is never unknown") {
    auto send = sending({picture("a")});
    REQUIRE(is_progress(send.answer(broken_off(true))));
    CHECK(send.progress().pause == 1s);
    CHECK(outcome_in(send.answer(broken_off(false))).kind == OutcomeKind::transient);
    CHECK(outcome_in(send.answer(reply(503, ""))).kind == OutcomeKind::transient);
    CHECK(outcome_in(send.answer(reply(401, ""))).kind == OutcomeKind::unauthorized);
    CHECK(outcome_in(send.answer(reply(429, ""))).kind == OutcomeKind::rate_limited);
}

TEST_CASE("ids that X does not take are made anew once, and expired ones are not tried") {
    const auto invalid = reply(400, R"({"errors":[{"parameters":{"media.media_ids":["11"]},
        "message":"Your media IDs are invalid."}],"title":"Invalid Request"})");
    auto send = sending({picture("a")});
    send.answer(uploaded("11", R"(,"expires_after_secs":3600)"));
    REQUIRE(is_progress(send.answer(invalid)));
    CHECK(send.path() == "/2/media/upload");
    send.answer(uploaded("12", R"(,"expires_after_secs":3600)"));
    CHECK(outcome_in(send.answer(invalid)).kind == OutcomeKind::rejected);
    send.part().attempt_started = at("2026-08-01T12:58:00Z");
    CHECK(send.path() == "/2/media/upload");
}

TEST_CASE("a duplicate with images is a duplicate all the same") {
    auto send = sending({picture("a")});
    send.answer(uploaded("11"));
    const auto outcome = outcome_in(send.answer(reply(
        403,
        R"({"detail":"You are not allowed to create a Tweet with duplicate content.","status":403})")));
    CHECK(outcome.kind == OutcomeKind::unknown);
    CHECK(outcome.said_present);
}

TEST_CASE("what is sent about images is what X's description allows") {
    auto send = sending({picture("a", "Un gato")});
    OrderedJson form;
    for (const auto& field : send.request().form)
        form[field.name] = field.path.empty() ? field.value : "bytes";
    test::check_documents("x", "#/components/schemas/MediaUploadRequest", {write_json(form)},
                          R"({"media":"bytes","media_category":"image"})");
    send.answer(uploaded("11"));
    test::check_documents("x", "#/components/schemas/CreateMediaMetadataRequest",
                          {send.request().body}, R"({"id":"eleven"})");
    send.answer(done);
    test::check_documents("x", "#/components/schemas/CreatePostsRequest", {send.request().body},
                          R"({"text":"hola","media":{"media_ids":[]}})");
}

}  // namespace glossd::publishers::x
