#include "bench/feed_stand_in.hpp"

#include "bench/client.hpp"
#include "sources/feed/parse.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace glossd {

namespace {

using test::Client;

bool holds(const model::HttpReply& reply, std::string_view text) {
    return reply.body.find(text) != std::string::npos;
}

struct FeedFixture {
    std::unique_ptr<bench::FeedStandIn> server =
        bench::FeedStandIn::start(bench::generate_posts(3, 1)).value();
    Client client;
};

}  // namespace

TEST_CASE("the same items come as Atom and as RSS, newest first") {
    FeedFixture f;
    const auto atom = f.client.get(f.server->url());
    CHECK(*atom.header("Content-Type") == "application/atom+xml; charset=utf-8");
    CHECK(holds(atom, "<id>https://blog.example.org/posts/1</id>"));
    CHECK(atom.body.find("posts/3</id>") < atom.body.find("posts/1</id>"));
    const auto rss = f.client.get(f.server->rss_url());
    CHECK(*rss.header("Content-Type") == "application/rss+xml; charset=utf-8");
    CHECK(holds(rss, "<guid isPermaLink=\"false\">https://blog.example.org/posts/1</guid>"));
}

TEST_CASE("a reader finds every item as it was made") {
    FeedFixture f;
    const auto items = bench::generate_posts(100, 7);
    f.server->set_items(items);
    for (const auto& url : {f.server->url(), f.server->rss_url()}) {
        const sources::feed::Context context{url, model::wall_now()};
        const auto feed = sources::feed::parse_feed(f.client.get(url).body, "", context);
        REQUIRE(feed.has_value());
        CHECK(feed->whole);
        CHECK(feed->notes.empty());
        CHECK(feed->posts.size() == items.size());
        for (const auto& item : items) {
            const auto post =
                std::find_if(feed->posts.begin(), feed->posts.end(),
                             [&](const model::Post& found) { return found.id == item.id; });
            REQUIRE(post != feed->posts.end());
            CHECK(post->text == item.text);
            CHECK(post->title == item.title);
            CHECK(post->url == item.link);
            CHECK(post->author == item.author);
            CHECK(post->published == item.published);
            CHECK(post->language == "en");
        }
    }
}

TEST_CASE("markup in a text is escaped twice") {
    FeedFixture f;
    f.server->set_items({{"tag:a", "A & <b>", "1 < 2\n\nnext", "", "", {"x\"y"}, {}}});
    const auto atom = f.client.get(f.server->url());
    CHECK(holds(atom, "<title>A &amp; &lt;b&gt;</title>"));
    CHECK(holds(atom, "&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;"));
    CHECK(holds(atom, "term=\"x&quot;y\""));
}

TEST_CASE("validators that still hold are answered 304 until the items change") {
    FeedFixture f;
    const auto first = f.client.get(f.server->url());
    const auto etag = *first.header("ETag");
    const auto since = *first.header("Last-Modified");
    CHECK(f.client.get(f.server->url(), {{"If-None-Match", etag}}).status == 304);
    CHECK(f.client.get(f.server->url(), {{"If-Modified-Since", since}}).status == 304);
    f.server->add({"tag:new", "", "new", "", "", {}, {}});
    CHECK(f.client.get(f.server->url(), {{"If-None-Match", etag}}).status == 200);
    CHECK(f.client.get(f.server->url(), {{"If-Modified-Since", since}}).status == 200);
    CHECK(f.client
              .get(f.server->url(), {{"If-None-Match", etag},
                                     {"If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT"}})
              .status == 200);
    CHECK(f.server->counters().requests == 6);
    CHECK(f.server->counters().not_modified == 2);
    CHECK(f.server->counters().full_answers == 4);
}

TEST_CASE("a feed moves, vanishes and asks for patience") {
    FeedFixture f;
    f.server->move("/feed.atom", f.server->server().url("/new.atom"));
    const auto moved = f.client.get(f.server->url());
    CHECK(moved.status == 301);
    CHECK(f.client.get(*moved.header("Location")).status == 200);
    f.server->set_answer("/feed.atom", {410, {}, "", {}});
    CHECK(f.client.get(f.server->url()).status == 410);
    f.server->set_answer("/feed.atom", {503, {{"Retry-After", "120"}}, "later", {}});
    CHECK(*f.client.get(f.server->url()).header("Retry-After") == "120");
    f.server->clear_answers();
    CHECK(f.client.get(f.server->url()).status == 200);
}

}  // namespace glossd
