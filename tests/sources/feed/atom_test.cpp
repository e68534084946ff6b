#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
TEST_CASE("an Atom entry is read with everything it says") {
    const auto feed = parsed(fixture("atom.xml"));
    REQUIRE(feed.posts.size() == 4);
    CHECK(feed.notes == std::vector<std::string>{"the feed has further pages, which are not read"});
    const auto& post = feed.posts[3];
    CHECK(post.id == "tag:atom.example.org,2026:4");
    CHECK(post.url == "https://atom.example.org/blog/four.html");
    CHECK(post.title == "Zwei <Wege> & ein Ziel");
    CHECK(post.text == "Hallo & willkommen");
    CHECK(post.html == "<p>Hallo &amp; <a href=\"weiter\">willkommen</a></p>");
    CHECK(post.links == std::vector<std::string>{"https://atom.example.org/blog/weiter"});
    CHECK(post.language == "de");
    CHECK(post.author == "Alice, Bert");
    CHECK(post.published == time("2026-08-01T11:59:00Z"));
    CHECK(post.updated == time("2026-08-01T10:00:00.250Z"));
    CHECK(post.tags == std::vector<std::string>{"news", "hafen"});
    CHECK(post.media == std::vector<model::Media>{
                            {"https://atom.example.org/m/a.png", "image/png", "Der Hafen", 78}});
}

TEST_CASE("xhtml content comes back as HTML, with its white space and its base") {
    const auto post = parsed(fixture("atom.xml")).posts.at(2);
    CHECK(post.title == "Less is more");
    CHECK(post.html ==
          "<p>One <b>bold</b> <i>step</i><br>then <a href=\"x?a=1&amp;b=2\">two</a> "
          "&lt; three.</p>");
    CHECK(post.text == "One bold step\nthen two < three.");
    CHECK(post.links == std::vector<std::string>{"https://atom.example.org/blog/three/x?a=1&b=2"});
    CHECK(post.language == "en");
    CHECK(post.author == "Redaktion");
    CHECK_FALSE(post.published);
    CHECK(post.updated == time("2026-07-31T12:00:00Z"));
}

TEST_CASE("plain text stays as it is written") {
    const auto post = parsed(fixture("atom.xml")).posts.at(1);
    CHECK(post.title == "3 < 4 &amp; 5");
    CHECK(post.text == "Reiner Text,\nzweite Zeile mit <Klammern> und https://example.org/x");
    CHECK(post.html.empty());
    CHECK(post.links == std::vector<std::string>{"https://example.org/x"});
}

TEST_CASE("content elsewhere is shown when it is a picture, and the summary is the text") {
    const auto post = parsed(fixture("atom.xml")).posts.at(0);
    CHECK(post.text == "Was darauf zu sehen ist");
    CHECK(post.media == std::vector<model::Media>{
                            {"https://atom.example.org/blog/bild.jpg", "image/jpeg", {}, 0}});
    CHECK(post.url.empty());
}

TEST_CASE("a feed that forgot its namespace is read all the same") {
    const auto feed = parsed(
        "<feed><title>F</title><entry><id>1</id><title>T</title>"
        "<link href='x'/></entry></feed>");
    CHECK(feed.posts.at(0).title == "T");
    CHECK(feed.posts.at(0).url == "https://feed.example/x");
}

TEST_CASE("a prefix of one's own for Atom is as good as none") {
    const auto feed = parsed(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>1</a:id>"
        "<a:title>T</a:title><title>no</title></a:entry></a:feed>");
    CHECK(feed.posts.at(0).title == "T");
}

TEST_CASE("Atom 0.3 differs in names only") {
    const auto post =
        parsed(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><id>1</id>"
            "<issued>2026-08-01T10:00:00Z</issued><modified>2026-08-01T11:00:00Z</modified>"
            "<content type='text/html' mode='escaped'>&lt;p>old&lt;/p></content></entry></feed>")
            .posts.at(0);
    CHECK(post.text == "old");
    CHECK(post.published == time("2026-08-01T10:00:00Z"));
    CHECK(post.updated == time("2026-08-01T11:00:00Z"));
}

TEST_CASE("a video entry takes its text from Media RSS and shows the thumbnail") {
    const auto post =
        parsed(
            "<feed xmlns='http://www.w3.org/2005/Atom' "
            "xmlns:media='http://search.yahoo.com/mrss/'><entry><id>yt:1</id><title>V</title>"
            "<media:group><media:content url='https://v.example/1' "
            "type='application/x-shockwave-flash'/><media:thumbnail "
            "url='https://v.example/1.jpg'/><media:description>What it shows"
            "</media:description></media:group></entry></feed>")
            .posts.at(0);
    CHECK(post.text == "What it shows");
    CHECK(post.media == std::vector<model::Media>{{"https://v.example/1.jpg", "", {}, 0}});
}

}  // namespace glossd::sources::feed
