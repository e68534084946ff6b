#include "publishers/feed/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using config::FeedFormat;

namespace glossd::publishers::feed {
TEST_CASE("a feed keeps its window and writes its path") {
    auto settings = feed_settings(FeedFormat::atom);
    settings.window = 7;
    const auto publisher = feed_publisher(settings);
    CHECK(publisher->window() == 7);
    CHECK(std::get<model::FileWriteRequest>(publisher->rewrite({})).path ==
          "/var/lib/feeds/es.xml");
}

TEST_CASE("a draft survives freezing and thawing") {
    const auto publisher = feed_publisher(feed_settings(FeedFormat::atom));
    auto draft = feed_draft();
    draft.media.push_back({"https://news.example/b", "", std::nullopt, 0});
    draft.content_warning = "Ojo";
    draft.disclosure = "Automatic";
    draft.post_id = "urn:1";
    auto expected = draft;
    expected.body.clear();  // decided at freezing: it is the text now
    CHECK(publisher->thaw(publisher->freeze(draft)) == expected);
    CHECK(publisher->freeze(draft) == publisher->freeze(draft));
    draft.published.reset();
    CHECK_FALSE(publisher->thaw(publisher->freeze(draft)).published);
}

TEST_CASE("the content is the body, or what the target's own template made") {
    auto draft = feed_draft();
    draft.text = "Título: Uno (Automatic)";
    draft.disclosure = "Automatic";
    auto settings = feed_settings(FeedFormat::atom);
    auto thawed = feed_publisher(settings)->thaw(feed_publisher(settings)->freeze(draft));
    CHECK(thawed.text == draft.body);
    CHECK(thawed.disclosure == "Automatic");
    settings.template_text = "{title}: {text} ({disclosure})";
    thawed = feed_publisher(settings)->thaw(feed_publisher(settings)->freeze(draft));
    CHECK(thawed.text == draft.text);
    CHECK(thawed.disclosure == "");  // the template shows it
}

TEST_CASE("a payload that is broken thaws into an empty draft") {
    const auto publisher = feed_publisher(feed_settings(FeedFormat::atom));
    for (const auto* payload : {"", "{", "[]", "null", R"({"tags":5,"media":[1],"title":{}})"}) {
        const auto draft = publisher->thaw(payload);
        CHECK(draft.title == "");
        CHECK(draft.text == "");
    }
}

TEST_CASE("the same items give the same bytes, and ids come from the key alone") {
    for (const auto format : {FeedFormat::atom, FeedFormat::json, FeedFormat::rss}) {
        const auto settings = feed_settings(format);
        CHECK(written(settings, {item("17", feed_draft())}) ==
              written(settings, {item("17", feed_draft())}));
        Draft other;
        other.text = "otro";
        CHECK(contains(written(settings, {item("17", other)}), "tag:glossd,2026:es:17"));
        CHECK(contains(written(settings, {item("17", feed_draft())}), "tag:glossd,2026:es:17"));
    }
}

TEST_CASE("a target's name becomes a valid id") {
    auto settings = feed_settings(FeedFormat::json);
    settings.name = "mi feed/é";
    CHECK(parse_json(written(settings, {item("1", {})}))["items"][0]["id"] ==
          "tag:glossd,2026:mi%20feed%2F%C3%A9:1");
}

TEST_CASE("an Atom feed is written as RFC 4287 wants it") {
    const auto later = "2026-08-01T13:00:00Z";
    auto second = feed_draft();
    second.language = "pt";
    second.source = "blog";
    const auto xml = written(feed_settings(FeedFormat::atom),
                             {item("18", second, later), item("17", feed_draft())});
    CHECK(xml.find("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed ") == 0);
    CHECK(contains(xml, R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">)"));
    CHECK(
        contains(xml, "<title>blog, news (es)</title>\n  <updated>2026-08-01T13:00:00Z</updated>"));
    CHECK(contains(
        xml, R"(<link rel="self" type="application/atom+xml" href="https://feeds.example/es" />)"));
    CHECK(contains(xml, R"(<entry xml:lang="pt">)"));
    CHECK(contains(xml,
                   "<published>2026-08-01T11:59:00Z</published>\n    "
                   "<updated>2026-08-01T12:00:00Z</updated>"));
    CHECK(contains(
        xml,
        R"(<link rel="enclosure" type="image/png" length="78" title="Un gato" href="https://news.example/a.png" />)"));
    CHECK(contains(xml, R"(<category term="política" />)"));
    CHECK(contains(xml, "<name>Ana</name>"));
    CHECK(contains(xml, "&lt;p&gt;Uno&lt;/p&gt;"));
}

TEST_CASE("an entry without a title lends the start of its text to Atom only") {
    auto draft = feed_draft();
    draft.title.clear();
    const std::vector<DocumentItem> items{item("1", draft)};
    CHECK(contains(written(feed_settings(FeedFormat::atom), items), "<title>Uno Dos https"));
    CHECK_FALSE(contains(written(feed_settings(FeedFormat::json), items), "\"title\": \"Uno"));
    CHECK_FALSE(contains(written(feed_settings(FeedFormat::rss), items), "<title>Uno"));
}

TEST_CASE("an RSS feed is written with all its modules") {
    auto draft = feed_draft();
    draft.media.push_back({"https://news.example/b", "", std::nullopt, 0});
    const auto xml = written(feed_settings(FeedFormat::rss), {item("17", draft)});
    CHECK(contains(xml, R"(<guid isPermaLink="false">tag:glossd,2026:es:17</guid>)"));
    CHECK(contains(xml, "<pubDate>Sat, 01 Aug 2026 11:59:00 GMT</pubDate>"));
    CHECK(contains(xml, "<lastBuildDate>Sat, 01 Aug 2026 12:00:00 GMT</lastBuildDate>"));
    CHECK(contains(xml, "<link>https://news.example/</link>"));
    CHECK(contains(
        xml, R"(<enclosure url="https://news.example/a.png" length="78" type="image/png" />)"));
    CHECK_FALSE(contains(xml, R"(<enclosure url="https://news.example/b")"));
    CHECK(contains(
        xml, R"(<media:content url="https://news.example/b" type="application/octet-stream" />)"));
    CHECK(contains(xml, R"(<media:description type="plain">Un gato</media:description>)"));
    CHECK(contains(xml, "<content:encoded>&lt;p&gt;Uno&lt;/p&gt;"));
}

TEST_CASE("a JSON Feed is written as version 1.1 wants it") {
    const auto json =
        parse_json(written(feed_settings(FeedFormat::json), {item("17", feed_draft())}));
    CHECK(json["version"] == "https://jsonfeed.org/version/1.1");
    CHECK(json["title"] == "news (es)");
    CHECK(json["feed_url"] == "https://feeds.example/es");
    CHECK(json["language"] == "es");
    const auto& entry = json["items"][0];
    CHECK(entry["id"] == "tag:glossd,2026:es:17");
    CHECK(entry["url"] == "https://news.example/1");
    CHECK(
        entry["content_html"] ==
        "<p>Uno</p><p>Dos <a href=\"https://a.example/x?y=1&amp;z=2\">https://a.example/x?y=1&amp;"
        "z=2</a></p><p><a href=\"https://news.example/1\">https://news.example/1</a></p>");
    CHECK(entry["date_modified"] == "2026-08-01T12:00:00Z");
    CHECK(entry["authors"][0]["name"] == "Ana");
    CHECK(entry["attachments"][0] == Json{{"url", "https://news.example/a.png"},
                                          {"mime_type", "image/png"},
                                          {"title", "Un gato"},
                                          {"size_in_bytes", 78}});
}

TEST_CASE("the warning stands first and the disclosure last") {
    auto draft = feed_draft();
    draft.text = "Cuerpo con https://news.example/1 dentro";
    draft.content_warning = "Ojo";
    draft.disclosure = "Automatic";
    const auto json = parse_json(written(feed_settings(FeedFormat::json), {item("1", draft)}));
    CHECK(json["items"][0]["content_html"] ==
          "<p>Ojo</p><p>Cuerpo con <a href=\"https://news.example/1\">https://news.example/1</a> "
          "dentro</p><p>Automatic</p>");
}

TEST_CASE("a feed without items is a valid feed that never changes") {
    auto settings = feed_settings(FeedFormat::atom);
    settings.link.clear();
    const auto xml = written(settings, {});
    CHECK(contains(xml, "<title>es (es)</title>"));
    CHECK(contains(xml, "<updated>1970-01-01T00:00:00Z</updated>"));
    CHECK_FALSE(contains(xml, "<link"));
    CHECK(xml == written(settings, {}));
    settings.format = FeedFormat::json;
    CHECK(parse_json(written(settings, {}))["items"] == Json::array());
}

}  // namespace glossd::publishers::feed
