#include "platform/x_post.hpp"

#include <doctest/doctest.h>

using namespace glossd::platform;

namespace {

Json json(const char* text) {
    return Json::parse(text);
}

}  // namespace

TEST_CASE("short links become what they stand for, whole words only") {
    const auto read = x_text(json(R"({"id":"1","text":"a https://t.co/ab https://t.co/abc, b",
        "entities":{"urls":[{"url":"https://t.co/ab","expanded_url":"https://example.org/1"},
                            {"url":"https://t.co/abc","expanded_url":"https://example.org/2?a=1&b"}]}})"));
    CHECK(read.text == "a https://example.org/1 https://example.org/2?a=1&b, b");
    CHECK(read.links ==
          std::vector<std::string>{"https://example.org/1", "https://example.org/2?a=1&b"});
}

TEST_CASE("a link to the post's own media goes, one to another's stays") {
    const auto read =
        x_text(json(R"({"id":"7","text":"look https://t.co/x https://t.co/y https://t.co/z",
        "entities":{"urls":[
            {"url":"https://t.co/x","expanded_url":"https://x.com/a/status/6/photo/1"},
            {"url":"https://t.co/y","expanded_url":"https://x.com/a/status/7/photo/1"},
            {"url":"https://t.co/z","expanded_url":"https://x.com/a/status/5/video/1","media_key":"3_1"}]}})"));
    CHECK(read.text == "look https://x.com/a/status/6/photo/1");
    CHECK(read.links == std::vector<std::string>{"https://x.com/a/status/6/photo/1"});
}

TEST_CASE("the three escapes of X are undone once") {
    CHECK(x_text(json(R"({"id":"1","text":"a &lt;b&gt; &amp;amp; &amp;eacute; &eacute;"})")).text ==
          "a <b> &amp; &eacute; &eacute;");
}

TEST_CASE("a long post is read whole, under either name") {
    for (const auto* name : {"note_post", "note_tweet"}) {
        Json post = json(R"({"id":"1","text":"begin… https://t.co/s https://t.co/m",
            "entities":{"urls":[{"url":"https://t.co/m","expanded_url":"https://x.com/a/status/1/photo/1"}]}})");
        post[name] = json(R"({"text":"begin and end https://t.co/e #tag https://t.co/m",
            "entities":{"urls":[{"url":"https://t.co/e","expanded_url":"https://example.org"}],
                        "hashtags":[{"start":1,"end":2,"tag":"tag"}]}})");
        const auto read = x_text(post);
        CHECK(read.text == "begin and end https://example.org #tag");
        CHECK(read.links == std::vector<std::string>{"https://example.org"});
        CHECK(read.tags == std::vector<std::string>{"tag"});
    }
}

TEST_CASE("references are found under either name") {
    const auto current =
        json(R"({"referenced_posts":[{"type":"quoted","id":"2"},{"type":"replied_to","id":"3"}]})");
    const auto former = json(R"({"referenced_tweets":[{"type":"replied_to","id":"3"}]})");
    CHECK(x_reference(current, "replied_to") == "3");
    CHECK(x_reference(current, "quoted") == "2");
    CHECK(x_reference(former, "replied_to") == "3");
    CHECK(x_reference(former, "retweeted") == "");
    CHECK(x_reference(json("{}"), "quoted") == "");
}

TEST_CASE("what is broken is read as far as it goes") {
    CHECK(x_text(json(R"({"id":1,"text":5,"entities":[]})")) == XText{});
    CHECK(x_text(json(R"({"id":"1","text":"a https://t.co/x",
        "entities":{"urls":[{"url":"https://t.co/x"},7,{"expanded_url":"https://b"}]}})"))
              .text == "a https://t.co/x");
}
