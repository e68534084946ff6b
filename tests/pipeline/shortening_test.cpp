#include "pipeline/shortening.hpp"

#include "outbox_world.hpp"
#include "pipeline/compose.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;
using model::SegmentKind;

model::Post post_of(const std::string& text) {
    model::Post post;
    post.text = text;
    post.url = "https://example.org/a";
    return post;
}

std::vector<model::TranslatedSegment> body(const std::string& text) {
    return {{SegmentKind::body, text, "llm", false, false}};
}

TEST_CASE("a body that fits leaves nothing to ask for, one that does not is told its room") {
    const config::TargetSettings target;
    const std::string hundred(100, 'a');
    const auto room = [&](std::size_t characters) {
        return body_room(post_of("x"), "news", body(hundred), target, {.limit = characters});
    };
    CHECK_FALSE(room(0));
    CHECK_FALSE(room(123));
    CHECK(room(122) == 99);  // 100, two line breaks and a link of 21
    CHECK(room(73) == 50);
    CHECK_FALSE(room(20));  // not even the link
}

TEST_CASE("the room is told in characters, whatever a platform counts") {
    config::TargetSettings target;
    target.template_text = "{text}";
    text::LengthRule rule{.limit = 60};
    rule.counting = text::Counting::mastodon;
    const std::string address = "https://example.org/" + std::string(80, 'p');
    const auto segments = body(address + " " + std::string(99, 'a'));  // counts 123, is 200 long
    CHECK(body_room(post_of("x"), "news", segments, target, rule) == 60 * 200 / 123);
}

TEST_CASE("an excerpt is meant to be cut, and a title alone is no body") {
    config::TargetSettings target;
    target.template_text = "{excerpt}";
    CHECK_FALSE(
        body_room(post_of("x"), "news", body(std::string(100, 'a')), target, {.limit = 50}));
    target.template_text = "{text}";
    const std::vector<model::TranslatedSegment> title{
        {SegmentKind::title, std::string(100, 'a'), "llm", false, false}};
    CHECK_FALSE(body_room(post_of(""), "news", title, target, {.limit = 50}));
}

TEST_CASE("each try asks for less than the room, then no more, and never for a scrap") {
    config::TargetSettings target;
    target.template_text = "{text}";
    const auto asked = [&](std::size_t room, std::size_t tries) {
        return shorter_limit(post_of("x"), "news", body(std::string(300, 'a')), target,
                             {.limit = room}, tries);
    };
    CHECK(asked(100, 0) == 88);
    CHECK(asked(100, 1) == 72);
    CHECK_FALSE(asked(100, 2));
    CHECK_FALSE(asked(44, 0));
    target.shorten = false;
    CHECK_FALSE(asked(100, 0));
}

TEST_CASE("only a shorter body takes the place of the one there is") {
    auto segments = body("twelve chars");
    segments.insert(segments.begin(), {SegmentKind::title, "t", "llm", false, false});
    CHECK(with_shorter_body(segments, "twelve chars and more") == segments);
    CHECK(with_shorter_body(segments, "twelve")[1].text == "twelve");
    CHECK(with_shorter_body(segments, "twelve")[0].text == "t");
}

// So many letters that do not repeat themselves.
std::string nonsense(std::size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + text.size() * text.size() % 23);
    return text;
}

// An engine that answers a wish for at most n characters with the first n - `spare` of its text.
struct ShorteningWorld : OutboxWorld {
    ShorteningWorld() {
        engines[0].engine = std::make_unique<FakeEngine>(FakeEngine::Traits{.can_shorten = true});
        exchange.script = [this](const model::Request& request) -> std::optional<model::Reply> {
            if (url_of(request) != "llm") return reply_to(request);
            const auto asked = body_of(request);
            const std::size_t wished = asked["limit"];
            limits.push_back(wished);
            if (wished == 0) return engine_answer(request);
            if (fails) return engine_answer(request, {long_text});
            json items = json::array();
            for (const auto& item : asked["items"]) {
                items.push_back({{"id", item["id"]}, {"t", nonsense(wished + excess)}});
            }
            return http(200, {{"items", items}});
        };
    }

    std::vector<std::size_t> limits;
    std::size_t excess = 0;
    bool fails = false;
};

TEST_CASE("a translation too long for one part is asked for again, shorter, and goes out whole") {
    ShorteningWorld world;
    const auto id = world.plan(long_text);
    world.start({.limit = 60});
    world.run_until_published(1);
    CHECK(world.limits == std::vector<std::size_t>{0, 52});
    CHECK(world.desk.account.texts() == std::vector<std::string>{nonsense(52)});
    CHECK(world.row(id).segments.at(0).text == nonsense(52));
}

TEST_CASE("what stays too long after two tries becomes a thread") {
    ShorteningWorld world;
    world.excess = 30;
    world.plan(long_text);
    world.start({.limit = 60});
    world.run_until_published(1);
    CHECK(world.limits.size() == 3);
    CHECK(world.limits[2] < world.limits[1]);
    CHECK(world.desk.account.posts.size() == 2);
}

TEST_CASE("an engine that fails to shorten costs the delivery nothing") {
    ShorteningWorld world;
    world.fails = true;
    const auto id = world.plan(long_text);
    world.start({.limit = 60});
    world.run_until_published(1);
    CHECK(world.row(id).state == DeliveryState::published);
    CHECK(world.desk.account.posts.size() == 3);
}

TEST_CASE("a shortening is remembered as a row of its own") {
    ShorteningWorld world;
    world.plan(long_text);
    world.start({.limit = 60});
    world.run_until_published(1);
    world.plan(long_text);
    world.desk.sender->wake(false);
    world.run_until_published(2);
    CHECK(world.limits.size() == 2);
    CHECK(world.desk.account.texts()[1] == nonsense(52));
}

}  // namespace
}  // namespace glossd::pipeline
