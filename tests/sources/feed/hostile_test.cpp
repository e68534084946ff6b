#include "cpu_time.hpp"
#include "sources/feed/support.hpp"
#include "text/normalise.hpp"

#include <random>

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

// Posts with valid strings and ids, or one sentence.
void check_sane(const tl::expected<ParsedFeed, model::Outcome>& feed) {
    if (!feed) {
        CHECK_FALSE(feed.error().message.empty());
        CHECK(feed.error().kind != model::OutcomeKind::ok);
        return;
    }
    for (const auto& post : feed->posts) {
        CHECK_FALSE(post.id.empty());
        CHECK(text::clean_utf8(post.id) == post.id);
        CHECK(text::clean_utf8(post.title) == post.title);
        CHECK(text::clean_utf8(post.text) == post.text);
        CHECK(text::clean_utf8(post.html) == post.html);
    }
}

std::string refused(std::string_view bytes) {
    const auto feed = parse(bytes);
    REQUIRE_FALSE(feed);
    CHECK(feed.error().kind == model::OutcomeKind::rejected);
    return feed.error().message;
}

}  // namespace

TEST_CASE("entities of a DTD are neither expanded nor fetched") {
    const auto feed = parsed(fixture("entity_bomb.xml"));
    CHECK(feed.posts.at(0).title == "before after");
    CHECK(feed.posts.at(0).text == "ab café AT&T; R&D");
}

TEST_CASE("a million nested elements neither crash nor stall") {
    const auto deep = repeated("<d>", 1'000'000);
    check_sane(parse(deep));
    check_sane(parse(rss("<item><title>T</title><description>" + deep + "x" +
                         repeated("</d>", 1'000'000) + "</description></item>")));
    const auto quoted = parsed(rss("<item><title>T</title><description>" +
                                   repeated("&lt;div>", 200'000) + "x</description></item>"));
    CHECK(quoted.posts.at(0).text == "x");
    check_sane(parse(repeated("<item>", 300'000)));
    check_sane(parse("<feed xmlns='http://www.w3.org/2005/Atom'>" + repeated("<entry>", 1'000)));
}

TEST_CASE("a million open brackets are refused before the parser sees them") {
    CHECK(contains(refused(repeated("[", 1'000'000)), "too deep"));
    CHECK(contains(refused(repeated("{\"items\":", 500'000)), "too deep"));
    CHECK(contains(refused("{\"items\":[{\"id\":1,\"x\":" + repeated("[", 1'000) +
                           repeated("]", 1'000) + "}]}"),
                   "too deep"));
}

TEST_CASE("a feed cut anywhere gives whole posts or one clear error") {
    for (const auto* name : {"rss.xml", "atom.xml", "rdf.xml", "feed.json", "mastodon.xml"}) {
        const auto whole = fixture(name);
        const auto posts = parsed(whole).posts;
        for (std::size_t size = 0; size < whole.size(); size += 13) {
            CAPTURE(name);
            CAPTURE(size);
            const auto cut = parse(std::string_view(whole).substr(0, size));
            check_sane(cut);
            if (!cut) continue;
            // The feed's own facts may stand behind the cut; an item's must not.
            for (const auto& post : cut->posts)
                CHECK(std::any_of(posts.begin(), posts.end(), [&](const auto& known) {
                    return known.id == post.id && known.text == post.text &&
                           known.title == post.title;
                }));
        }
    }
}

TEST_CASE("a recorded feed cut at every 997th byte gives posts or one clear error") {
    for (const auto* name : {"small_atom.xml", "encoding_WINDOWS-1251.xml", "urdu_UTF8.xml"}) {
        const auto whole = recorded(name);
        if (!whole) continue;
        for (std::size_t size = 0; size < whole->size(); size += 997)
            check_sane(parse(std::string_view(*whole).substr(0, size)));
    }
}

TEST_CASE("flipped bytes never crash") {
    std::mt19937 random(20260801);
    for (const auto* name : {"rss.xml", "atom.xml", "rdf.xml", "feed.json", "entity_bomb.xml"}) {
        const auto whole = fixture(name);
        for (int round = 0; round < 400; ++round) {
            auto bytes = whole;
            for (int flips = 1 + static_cast<int>(random() % 8); flips > 0; --flips)
                bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
            check_sane(parse(bytes));
        }
    }
}

TEST_CASE("an HTML page is named with the address of its feed") {
    CHECK(refused("<!DOCTYPE html>\n<html><head><title>x</title>\n"
                  "<link rel='stylesheet' type='text/css' href='x.css'>"
                  "<LINK title=\"a > b\" REL=Alternate TYPE='application/rss+xml' href=/feed?x=1>"
                  "</head><body>") ==
          "this is an HTML page; its feed is at https://feed.example/"
          "feed?x=1");
    CHECK(refused("<html><body>404</body></html>") == "this is an HTML page that names no feed");
    CHECK(contains(refused("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 "
                           "Strict//EN' ''><html xmlns='http://www.w3.org/1999/xhtml'>"),
                   "HTML page"));
}

TEST_CASE("a feed that quotes a page is a feed") {
    CHECK(parsed("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>1</a:id><a:content "
                 "type='html'><![CDATA[<!DOCTYPE html><html><p>x</p></html>]]></a:content>"
                 "</a:entry></a:feed>")
              .posts.at(0)
              .text == "x");
}

TEST_CASE("what is no feed is named") {
    CHECK(contains(refused("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "a PNG image"));
    CHECK(contains(refused("%PDF-1.7"), "a PDF document"));
    CHECK(contains(refused("<?xml version='1.0'?><note><to>x</to></note>"), "<note>"));
    CHECK(contains(refused("Service temporarily unavailable"), "text, not a feed"));
}

TEST_CASE("an empty body is a failure of the moment") {
    for (const auto* body : {"", "  \n\t ", "\xEF\xBB\xBF"}) {
        const auto feed = parse(body);
        REQUIRE_FALSE(feed);
        CHECK(feed.error().kind == model::OutcomeKind::transient);
        CHECK(contains(feed.error().message, "empty"));
    }
}

TEST_CASE("a feed without items is a feed") {
    CHECK(parsed(rss("")).posts.empty());
    CHECK(parsed("<feed xmlns='http://www.w3.org/2005/Atom'/>").posts.empty());
    CHECK(parsed(R"({"version":"https://jsonfeed.org/version/1","items":[]})").posts.empty());
}

TEST_CASE("a large feed is read in linear time") {
    std::string items;
    for (int i = 0; items.size() < 5'000'000; ++i)
        items += "<item><guid isPermaLink='false'>" + std::to_string(i) +
                 "</guid><title>T</title><description>&lt;p>some text &amp;amp; more&lt;/p>" +
                 repeated("words ", 20) + "</description></item>\n";
    const auto start = glossd::cpu_time();
    CHECK(parsed(rss(items)).posts.size() > 15'000);
    CHECK(glossd::cpu_time() - start < std::chrono::seconds(10));
}

}  // namespace glossd::sources::feed
