#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;

namespace glossd::sources::feed {
TEST_CASE("an RSS item is read with everything it says") {
    const auto feed = parsed(fixture("rss.xml"));
    REQUIRE(feed.posts.size() == 2);
    CHECK(feed.whole);
    CHECK(feed.notes.empty());
    CHECK(feed.interval == std::chrono::minutes(90));
    const auto& post = feed.posts[1];
    CHECK(post.id == "harbour-1002");
    CHECK(post.url == "https://feed.example/2026/timetable?lang=en");
    CHECK(post.title == "Ferries & tides: new timetable");
    CHECK(post.text == "The boats leave at 7.\n\nCafé opens & closes.\nBring cash.");
    CHECK(post.html.starts_with("<p>The <a href=\"/boats\">boats</a>"));
    CHECK(post.links == std::vector<std::string>{"https://feed.example/boats"});
    CHECK(post.language == "en-US");
    CHECK(post.published == time("2026-08-01T12:30:00Z"));
    CHECK(post.author == "Ana Díaz");
    CHECK(post.tags == std::vector<std::string>{"Ferries", "tides & weather"});
    REQUIRE(post.media.size() == 3);
    CHECK(post.media[0] ==
          model::Media{"https://cdn.example.org/ferry.mp3", "audio/mpeg", {}, 12345});
    CHECK(post.media[1].size == 0);
    CHECK(post.media[2] ==
          model::Media{"https://feed.example/img/pier.jpg", "", "The pier at dawn", 0});
}

TEST_CASE("an RSS item with little in it borrows from the channel") {
    const auto post = parsed(fixture("rss.xml")).posts.at(0);
    CHECK(post.id == "https://news.example.org/2026/template");
    CHECK(post.url == post.id);
    CHECK(post.title == "Understanding the <template> element");
    CHECK(post.text == "First line & second line.");
    CHECK(post.author == "Bo Berg");
    CHECK(post.language == "sv");
    CHECK(post.published == time("2026-07-31T09:05:00Z"));
}

TEST_CASE("a feed from a file counts relative addresses from where it says it lives") {
    const auto post = parsed(fixture("rss.xml"), "").posts.at(1);
    CHECK(post.url == "https://news.example.org/2026/timetable?lang=en");
    CHECK(post.links == std::vector<std::string>{"https://news.example.org/boats"});
}

TEST_CASE("Mastodon's warning before the body becomes the content warning") {
    const auto feed = parsed(fixture("mastodon.xml"));
    REQUIRE(feed.posts.size() == 2);
    const auto& post = feed.posts[1];
    CHECK(post.content_warning == "food & drink");
    CHECK(post.text == "Soup today. See https://soup.example/recipes/onion #soup");
    CHECK(post.html.starts_with("<p>Soup today."));
    CHECK(post.title.empty());
    CHECK(post.tags == std::vector<std::string>{"soup"});
    CHECK(post.media == std::vector<model::Media>{{"https://files.social.example/soup.png",
                                                   "image/png", "A bowl of onion soup", 78123}});
    CHECK(feed.posts[0].content_warning.empty());
    CHECK(feed.posts[0].text == "Not a warning: a bold start.\n\nAnd a second paragraph.");
}

TEST_CASE("a warning's label may be in any language, but a titled post has none") {
    const std::string body =
        "<description>&lt;p>&lt;strong>Avertissement\u00A0:&lt;/strong> politique&lt;/p>&lt;hr/>"
        "&lt;p>texte&lt;/p></description>";
    CHECK(parsed(rss("<item>" + body + "</item>")).posts.at(0).content_warning == "politique");
    const auto titled = parsed(rss("<item><title>T</title>" + body + "</item>")).posts.at(0);
    CHECK(titled.content_warning.empty());
    CHECK(contains(titled.text, "politique"));
}

TEST_CASE("titles of RSS are markup only when common tags say so") {
    const auto title = [](const std::string& written) {
        return parsed(rss("<item><title>" + written + "</title></item>")).posts.at(0).title;
    };
    CHECK(title("a &lt;i>b&lt;/i> c") == "a b c");
    CHECK(title("<![CDATA[a <b>b</b> &amp; c]]>") == "a b & c");
    CHECK(title("if a &lt;b then c> d") == "if a <b then c> d");
    CHECK(title("&lt;script> and &lt;div>") == "<script> and <div>");
    CHECK(title("one\n   two") == "one two");
    CHECK(title("Caf&amp;eacute; &amp;#8211; R&amp;D") == "Café – R&D");
    CHECK(title("line&lt;br/>break") == "line break");
}

TEST_CASE("markup that was never escaped still reads as a body") {
    const auto post =
        parsed(rss("<item><description>One <b>two</b> <i>three</i><br>four</description></item>"))
            .posts.at(0);
    CHECK(post.text == "One two three\nfour");
}

TEST_CASE("Media RSS gives one of each group, the largest or the default") {
    const auto post = parsed(R"(<rss version="2.0" xmlns:m="http://search.yahoo.com/mrss">
      <channel><item><title>T</title>
        <m:group><m:description>By the sea</m:description>
          <m:content url="https://m.example/s.jpg" type="image/jpeg" width="10" height="10"/>
          <m:content url="https://m.example/l.jpg" type="image/jpeg" width="900" height="900"/>
        </m:group>
        <m:group>
          <m:content url="https://m.example/big.mp4" type="video/mp4" fileSize="999"/>
          <m:content url="https://m.example/std.mp4" type="video/mp4" fileSize="5" isDefault="true"/>
        </m:group>
        <m:content url="https://m.example/p.swf" type="application/x-shockwave-flash"/>
        <m:thumbnail url="https://m.example/t.jpg"/>
        <enclosure url="https://m.example/l.jpg" length="77" type="image/jpeg"/>
      </item></channel></rss>)")
                          .posts.at(0);
    CHECK(post.media ==
          std::vector<model::Media>{{"https://m.example/l.jpg", "image/jpeg", "By the sea", 77},
                                    {"https://m.example/std.mp4", "video/mp4", {}, 5}});
}

TEST_CASE("a thumbnail counts only when there is nothing else") {
    const auto post = parsed(rss("<item><title>T</title><media:group><media:thumbnail "
                                 "url='https://m.example/t.jpg'/></media:group></item>"))
                          .posts.at(0);
    CHECK(post.media == std::vector<model::Media>{{"https://m.example/t.jpg", "", {}, 0}});
}

TEST_CASE("namespaces count, not prefixes") {
    const auto post = parsed(R"(<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"
        xmlns:content="https://other.example/"><channel><item>
        <content:encoded>wrong</content:encoded><c:encoded>right</c:encoded>
        <link xmlns="http://www.w3.org/2005/Atom" rel="self" href="https://wrong.example/"/>
        <link>https://right.example/</link></item></channel></rss>)")
                          .posts.at(0);
    CHECK(post.text == "right");
    CHECK(post.url == "https://right.example/");
}

TEST_CASE("a channel with Atom's namespace as its default is still RSS") {
    CHECK(parsed("<rss xmlns='http://www.w3.org/2005/Atom'><channel><item><title>T</title></item>"
                 "</channel></rss>")
              .posts.at(0)
              .title == "T");
}

TEST_CASE("RDF items stand beside their channel") {
    const auto feed = parsed(fixture("rdf.xml"));
    REQUIRE(feed.posts.size() == 2);
    CHECK(feed.interval == std::chrono::hours(6));
    CHECK(feed.posts[0].id == "https://rdf.example.org/a");
    const auto& post = feed.posts[1];
    CHECK(post.id == "https://rdf.example.org/b");
    CHECK(post.url == "https://rdf.example.org/b?utm=1");
    CHECK(post.title == "Deuxième");
    CHECK(post.text == "Le corps écrit");
    CHECK(post.language == "fr");
    CHECK(post.author == "Zoé, Max");
    CHECK(post.tags == std::vector<std::string>{"ville"});
    CHECK(post.published == time("2026-08-01T00:00:00Z"));
}

}  // namespace glossd::sources::feed
