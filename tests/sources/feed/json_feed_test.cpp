#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
TEST_CASE("a JSON Feed is read with everything it says") {
    const auto feed = parsed(fixture("feed.json"));
    REQUIRE(feed.posts.size() == 3);
    CHECK(feed.whole);
    const auto& post = feed.posts[2];
    CHECK(post.id == "12345678901234567890");
    CHECK(post.url == "https://feed.example/posts/2");
    CHECK(post.title == "Segundo & <último>");
    CHECK(post.text == "Olá mundo");
    CHECK(post.links == std::vector<std::string>{"https://feed.example/mais"});
    CHECK(post.language == "pt-BR");
    CHECK(post.author == "Redação");
    CHECK(post.published == time("2026-08-01T13:00:00Z"));
    CHECK(post.updated == time("2026-08-01T14:00:00Z"));
    CHECK(post.tags == std::vector<std::string>{"novo"});
    CHECK(post.media ==
          std::vector<model::Media>{{"https://feed.example/som.mp3", "audio/mpeg", "O som", 4096}});
    CHECK(contains(feed.notes.at(0), "left out"));
    CHECK(contains(feed.notes.at(1), "further pages"));
}

TEST_CASE("plain JSON content, an old author and an id that is a number") {
    const auto post = parsed(fixture("feed.json")).posts.at(1);
    CHECK(post.id == "7");
    CHECK(post.url == "https://elsewhere.example/1");
    CHECK(post.text == "Texto simples <assim>\nhttps://example.org/y");
    CHECK(post.html.empty());
    CHECK(post.links == std::vector<std::string>{"https://example.org/y"});
    CHECK(post.language == "en");
    CHECK(post.author == "Jo");
    CHECK(post.media.at(0).url == "https://feed.example/capa.jpg");
}

TEST_CASE("an item without an id goes by its link") {
    CHECK(parsed(fixture("feed.json")).posts.at(0).id == "https://json.example.org/sem-id");
}

TEST_CASE("JSON that breaks off gives the items that are whole") {
    const auto all = fixture("feed.json");
    const auto feed = parsed(all.substr(0, all.find("Sem id")));
    CHECK(feed.posts.size() == 2);
    CHECK_FALSE(feed.whole);
    const auto none = parse(all.substr(0, all.find("content_html")));
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == model::OutcomeKind::transient);
}

TEST_CASE("control characters that JSON escapes bring in are cleaned away") {
    const auto post = parsed(R"({"items":[{"id":"a\u0000b","content_text":"x\u000e0\u000fy"}]})");
    CHECK(post.posts.at(0).id == "ab");
    CHECK(post.posts.at(0).text == "x0y");
}

TEST_CASE("values of the wrong type are passed over") {
    const auto feed = parsed(R"({"items":[{"id":{"x":1},"url":[],"title":5,"tags":"no",
        "authors":{"name":"x"},"attachments":[1,{"url":2}],"content_text":"t",
        "date_published":17}],"authors":7,"language":[]})");
    REQUIRE(feed.posts.size() == 1);
    CHECK(feed.posts[0].text == "t");
    CHECK(feed.posts[0].title == "5");
    CHECK(feed.posts[0].id.size() == 64);
    CHECK_FALSE(feed.posts[0].published);
}

TEST_CASE("JSON that is no feed is refused with the reason") {
    for (const auto* text : {"{}", "[]", "[1,2]", R"({"items":{}})", R"({"error":"no"})"}) {
        CAPTURE(text);
        const auto feed = parse(text);
        REQUIRE_FALSE(feed);
        CHECK(feed.error().kind == model::OutcomeKind::rejected);
        CHECK(contains(feed.error().message, "not a JSON Feed"));
    }
}

}  // namespace glossd::sources::feed
