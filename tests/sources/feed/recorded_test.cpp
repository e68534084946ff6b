#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
namespace {

struct Expected {
    const char* name;
    std::size_t posts;
    const char* probe;  // stands in a title or a text
};

bool stands_in(const ParsedFeed& feed, std::string_view probe) {
    return std::any_of(feed.posts.begin(), feed.posts.end(), [&](const auto& post) {
        return contains(post.title, probe) || contains(post.text, probe);
    });
}

}  // namespace

TEST_CASE("feeds of real sites are read whole, in their own characters") {
    const Expected all[] = {
        {"encoding_ISO-8859-1.xml", 40, "Viele Spieler wünschen sich eine PC-Version"},
        {"encoding_WINDOWS-1251.xml", 50, "есть у кого жаба программер"},
        {"koi8r.xml", 2, "Привет мир! Ёжик, чай, Москва, Санкт-Петербург."},
        {"large_atom.xml", 25, "Using vale with vim"},
        {"large_rss.xml", 25, "Using vale with vim"},
        // A tenth item of it is empty in all its parts.
        {"no_encoding_ISO-8859-1.xml", 9, "nombre d'études montrent"},
        {"rdf_UTF8.xml", 60, "Der Computerkonzern IBM übernimmt den Open-Source-Anbieter"},
        {"small_atom.xml", 20, "Parse podcast categories"},
        {"urdu_UTF8.xml", 26, "امریکی عسکری امداد"},
        {"windows-1252-incorrect-prolog.xml", 0, nullptr},
    };
    for (const auto& expected : all) {
        const auto bytes = recorded(expected.name);
        if (!bytes) continue;
        CAPTURE(std::string(expected.name));
        const auto feed = parsed(*bytes);
        CHECK(feed.whole);
        CHECK(feed.posts.size() == expected.posts);
        if (expected.probe != nullptr) CHECK(stands_in(feed, expected.probe));
        CHECK_FALSE(stands_in(feed, "\uFFFD"));
        for (const auto& post : feed.posts) {
            CHECK_FALSE(post.id.empty());
            CHECK_FALSE(post.url.empty());
            CHECK_FALSE((post.title.empty() && post.text.empty()));
        }
    }
}

TEST_CASE("a document in latin1 that claims to be UTF-8 is no feed but read right") {
    const auto bytes = recorded("iso88591_utf8_mismatch.xml");
    if (!bytes) return;
    const auto feed = parse(*bytes);
    REQUIRE_FALSE(feed);
    CHECK(contains(feed.error().message, "<note>"));
}

TEST_CASE("an oldest-first feed of a real site keeps its order") {
    const auto bytes = recorded("koi8r.xml");
    if (!bytes) return;
    const auto feed = parsed(*bytes);
    CHECK(feed.posts.at(0).title == "Первая новость");
    CHECK(feed.posts.at(1).title == "Вторая новость");
    CHECK(feed.posts.at(0).language == "ru");
}

}  // namespace glossd::sources::feed
