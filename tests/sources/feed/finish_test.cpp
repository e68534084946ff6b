#include "sources/feed/finish.hpp"

#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
namespace {

std::vector<std::string> ids(const ParsedFeed& feed) {
    std::vector<std::string> all;
    for (const auto& post : feed.posts) all.push_back(post.id);
    return all;
}

std::string item(const std::string& guid, const std::string& more) {
    return "<item><guid isPermaLink='false'>" + guid + "</guid>" + more + "</item>";
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("posts come oldest first by date, however the document stands") {
    const auto a = item("a", "<title>1</title><pubDate>01 Aug 2026 10:00 GMT</pubDate>");
    const auto b = item("b", "<title>2</title><pubDate>01 Aug 2026 11:00 GMT</pubDate>");
    const auto c = item("c", "<title>3</title><pubDate>01 Aug 2026 12:00 GMT</pubDate>");
    CHECK(ids(parsed(rss(c + b + a))) == Ids{"a", "b", "c"});
    CHECK(ids(parsed(rss(a + b + c))) == Ids{"a", "b", "c"});
    CHECK(ids(parsed(rss(b + c + a))) == Ids{"a", "b", "c"});
}

TEST_CASE("without dates the document is taken to be newest first") {
    CHECK(ids(parsed(rss(item("c", "<title>3</title>") + item("b", "<title>2</title>") +
                         item("a", "<title>1</title>")))) == Ids{"a", "b", "c"});
}

TEST_CASE("a few dates are enough to tell the direction, and equal dates keep it") {
    const std::string early = "<pubDate>01 Aug 2026 10:00 GMT</pubDate>";
    const std::string late = "<pubDate>01 Aug 2026 12:00 GMT</pubDate>";
    CHECK(ids(parsed(rss(item("a", "<title>1</title>" + early) + item("b", "<title>2</title>") +
                         item("c", "<title>3</title>" + late)))) == Ids{"a", "b", "c"});
    CHECK(ids(parsed(rss(item("c", "<title>3</title>" + late) +
                         item("b", "<title>2</title>" + early) +
                         item("a", "<title>1</title>" + early)))) == Ids{"a", "b", "c"});
}

TEST_CASE("a date in the future counts as now, one that cannot be read as none") {
    const auto feed =
        parsed(rss(item("f", "<title>F</title><pubDate>01 Jan 2099 00:00 GMT</pubDate>") +
                   item("x", "<title>X</title><pubDate>yesterday</pubDate>")));
    CHECK_FALSE(feed.posts.at(0).published);
    CHECK(feed.posts.at(1).published == noon());
}

TEST_CASE("an id falls back to the link, then to the content") {
    const auto feed =
        parsed(rss("<item><title>no link</title></item>"
                   "<item><title>L</title><link>/l</link></item>"));
    CHECK(feed.posts.at(0).id == "https://feed.example/l");
    CHECK(feed.posts.at(1).id.size() == 64);
    CHECK(parsed(rss("<item><title>no link</title></item>")).posts.at(0).id == feed.posts[1].id);
}

TEST_CASE("one id for all items is told apart by the links") {
    const auto feed = parsed(rss(item("x", "<title>2</title><link>/2</link>") +
                                 item("x", "<title>1</title><link>/1</link>")));
    CHECK(ids(feed) == Ids{"x https://feed.example/1", "x https://feed.example/2"});
}

TEST_CASE("a repeated id neither makes a known post look new nor hides a new one") {
    const auto at = [](int day) {
        const auto text = std::to_string(day);
        return item("x", "<title>" + text + "</title><link>/" + text + "</link>");
    };
    const auto unseen = [](const Ids& before, const Ids& after) {
        return std::count_if(after.begin(), after.end(), [&](const auto& id) {
            return std::find(before.begin(), before.end(), id) == before.end();
        });
    };
    const auto other = item("y", "<title>other</title>");
    for (const auto& beside : {std::string{}, other}) {
        const auto before = ids(parsed(rss(at(3) + at(2) + at(1) + beside)));
        CHECK(unseen(before, ids(parsed(rss(at(4) + at(3) + at(2) + beside)))) == 1);
    }
    CHECK(unseen(ids(parsed(rss(at(2) + at(1)))), ids(parsed(rss(at(4) + at(3))))) == 2);
}

TEST_CASE("one link for all items is told apart by the titles") {
    const auto feed =
        parsed(rss("<item><link>/log</link><title>v2</title></item>"
                   "<item><link>/log</link><title>v1</title></item>"));
    REQUIRE(feed.posts.size() == 2);
    CHECK(feed.posts[0].id != feed.posts[1].id);
    const auto later =
        parsed(rss("<item><link>/log</link><title>v3</title></item>"
                   "<item><link>/log</link><title>v2</title></item>"));
    CHECK(later.posts.at(0).id == feed.posts[1].id);
    CHECK(later.posts.at(1).id != feed.posts[0].id);
}

TEST_CASE("an item that stands twice is one post") {
    const auto feed = parsed(rss(item("a", "<title>1</title>") + item("a", "<title>1</title>")));
    CHECK(ids(feed) == Ids{"a"});
    CHECK(contains(feed.notes.at(0), "twice"));
}

TEST_CASE("an item without any content is left out with a note") {
    const auto feed = parsed(rss("<item><guid isPermaLink='false'>e</guid></item>"));
    CHECK(feed.posts.empty());
    CHECK(contains(feed.notes.at(0), "without any content"));
}

TEST_CASE("a language tag is written in many ways and only a valid one counts") {
    CHECK(language_tag(" en_us ") == "en-US");
    CHECK(language_tag("zh-hant-TW") == "zh-Hant-TW");
    CHECK(language_tag("english please").empty());
    CHECK(language_tag("").empty());
}

}  // namespace glossd::sources::feed
