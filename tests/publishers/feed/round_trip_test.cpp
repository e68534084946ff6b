// What is written must read back, by an XML parser that forgives nothing and by our own source.
#include "publishers/feed/support.hpp"
#include "sources/source.hpp"

#include <pugixml.hpp>

using namespace glossd;
using namespace glossd::publishers;
using config::FeedFormat;

namespace glossd::publishers::feed {
namespace {

std::vector<model::Post> read_back(const std::string& document) {
    config::SourceSettings settings;
    settings.name = "back";
    settings.type = "feed";
    settings.url = "https://feeds.example/es";
    const auto source = sources::make_source(settings);
    REQUIRE(source);
    auto answer = reply(200, document);
    answer.url = settings.url;
    const auto page = (*source)->read({}, answer, at("2026-08-02T00:00:00Z"));
    REQUIRE(page);
    CHECK(page->notes.empty());
    CHECK(page->whole);
    return page->posts;
}

Draft hostile_draft() {
    auto draft = feed_draft();
    draft.title = draft.text = draft.author = draft.source = hostile;
    draft.content_warning = draft.disclosure = hostile;
    draft.tags = {hostile};
    draft.link = "https://news.example/\"><script>";
    draft.media = {{"https://news.example/a?\"&<", "image/png\"<", hostile, 1}};
    return draft;
}

}  // namespace

TEST_CASE("each format reads back as the posts it was made from") {
    auto second = feed_draft();
    second.title = "Segundo";
    second.published = at("2026-08-01T12:30:00Z");
    for (const auto format : {FeedFormat::atom, FeedFormat::json, FeedFormat::rss}) {
        CAPTURE(static_cast<int>(format));
        const auto posts =
            read_back(written(feed_settings(format), {item("18", second, "2026-08-01T13:00:00Z"),
                                                      item("17", feed_draft())}));
        REQUIRE(posts.size() == 2);
        const auto& first = posts.front();  // oldest first
        CHECK(first.id == "tag:glossd,2026:es:17");
        CHECK(first.title == "Título");
        CHECK(first.text == "Uno\n\nDos https://a.example/x?y=1&z=2\n\nhttps://news.example/1");
        CHECK(first.url == "https://news.example/1");
        CHECK(first.author == "Ana");
        CHECK(first.language == "es");
        CHECK(first.tags == std::vector<std::string>{"política"});
        CHECK(first.published == at("2026-08-01T11:59:00Z"));
        CHECK(first.media == feed_draft().media);
        CHECK(posts.back().title == "Segundo");
    }
}

TEST_CASE("hostile text is well-formed XML without forbidden characters") {
    for (const auto format : {FeedFormat::atom, FeedFormat::rss}) {
        const auto xml = written(feed_settings(format), {item("17", hostile_draft())});
        pugi::xml_document document;
        const auto parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_full);
        CHECK_MESSAGE(parsed, parsed.description());
        CHECK_FALSE(contains(xml, "<script"));
        CHECK(contains(xml, "]]&gt; &amp;amp;"));  // bare it is only allowed in attributes
        CHECK_FALSE(contains(xml, "&#"));  // escaped control characters are no better than bare
        for (const char c : xml) {
            const bool allowed = static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t';
            REQUIRE(allowed);
        }
    }
}

TEST_CASE("hostile text comes back as text, never as markup") {
    const auto* visible = "<script>alert('x')</script> ]]> &amp; \"q\" <!--";
    for (const auto format : {FeedFormat::atom, FeedFormat::json, FeedFormat::rss}) {
        CAPTURE(static_cast<int>(format));
        const auto posts = read_back(written(feed_settings(format), {item("17", hostile_draft())}));
        REQUIRE(posts.size() == 1);
        CHECK(contains(posts[0].text, visible));
        CHECK(contains(posts[0].author, visible));
    }
}

}  // namespace glossd::publishers::feed
