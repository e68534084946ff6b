#include "pipeline/compose.hpp"

#include "text/mask.hpp"

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using model::SegmentKind;
using publishers::Draft;

const std::string link = "https://example.org/2026/story";

model::Post titled_post() {
    model::Post post;
    post.id = "7";
    post.url = link;
    post.title = "A title";
    post.text = "The body";
    post.author = "Ana";
    post.tags = {"Open Data", "art"};
    return post;
}

model::TranslatedSegment segment(SegmentKind kind, const std::string& text) {
    return {kind, text, "llm", false, false};
}

std::vector<model::TranslatedSegment> titled_segments(const std::string& body = "El cuerpo") {
    return {segment(SegmentKind::title, "Un título"), segment(SegmentKind::body, body)};
}

config::TargetSettings target(const std::string& pattern = "", int max_parts = 4) {
    config::TargetSettings settings;
    settings.name = "es";
    settings.language = *model::Language::parse("es");
    settings.template_text = pattern;
    settings.max_parts = max_parts;
    return settings;
}

text::LengthRule limit(std::size_t characters) {
    text::LengthRule rule;
    rule.limit = characters;
    return rule;
}

std::vector<std::string> texts(const model::Result<std::vector<Draft>>& drafts) {
    REQUIRE(drafts);
    std::vector<std::string> all;
    for (const auto& draft : *drafts) all.push_back(draft.text);
    return all;
}

using Texts = std::vector<std::string>;

// Twenty sentences of 24 characters with their space.
std::string sentences(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += (i > 0 ? " " : "") + std::string("Una frase muy corta ") +
                static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26) + ".";
    }
    return text;
}

TEST_CASE("each field of a template has its value") {
    auto settings = target(
        "{title}|{text}|{excerpt}|{link}|{author}|{source}|{tags}|{language}|"
        "{engine}|{disclosure}|{unknown}");
    settings.disclosure = "Automática";
    const auto drafts = compose(titled_post(), "news", titled_segments(), settings, limit(500));
    CHECK(texts(drafts) == Texts{"Un título|El cuerpo|El cuerpo|" + link +
                                 "|Ana|news|#OpenData #art|es|llm|Automática|{unknown}"});
}

TEST_CASE("a value that looks like a field is not filled in again") {
    const auto drafts = compose(titled_post(), "news", titled_segments("Escribe {link} aquí"),
                                target("{text}"), limit(500));
    CHECK(texts(drafts) == Texts{"Escribe {link} aquí"});
}

TEST_CASE("the default template depends on title and body, and carries the disclosure") {
    auto settings = target();
    settings.disclosure = "Traducción automática";
    CHECK(texts(compose(titled_post(), "news", titled_segments(), settings, limit(500))) ==
          Texts{"Un título\n\nEl cuerpo\n\n" + link + "\n\nTraducción automática"});
    auto post = titled_post();
    post.title.clear();
    CHECK(texts(compose(post, "news", {segment(SegmentKind::body, "El cuerpo")}, target(),
                        limit(500))) == Texts{"El cuerpo\n\n" + link});
    post = titled_post();
    post.text.clear();
    CHECK(texts(compose(post, "news", {segment(SegmentKind::title, "Un título")}, target(),
                        limit(500))) == Texts{"Un título\n\n" + link});
}

TEST_CASE("empty fields leave no gaps") {
    auto post = titled_post();
    post.url.clear();
    CHECK(texts(compose(post, "news", titled_segments(),
                        target("{disclosure}\n\n{title}\n\n{link}\n\n{text}\n\n{link}"),
                        limit(500))) == Texts{"Un título\n\nEl cuerpo"});
}

TEST_CASE("a link that the text shows is not shown twice") {
    CHECK(texts(compose(titled_post(), "news", titled_segments("Lee " + link + " hoy"), target(),
                        limit(500))) == Texts{"Un título\n\nLee " + link + " hoy"});
}

TEST_CASE("a longer address in the text is another link") {
    const auto body = "Lee " + link + "-2 hoy";
    CHECK(texts(compose(titled_post(), "news", titled_segments(body), target(), limit(500))) ==
          Texts{"Un título\n\n" + body + "\n\n" + link});
}

TEST_CASE("a text that is cut keeps the link, even one that it showed") {
    const auto all = texts(compose(
        titled_post(), "news", titled_segments(sentences(6) + " " + link), target(), limit(120)));
    REQUIRE(all.size() == 1);
    CHECK(all[0].find(link) != std::string::npos);
    CHECK(text::fits(limit(120), all[0]));
}

TEST_CASE("an excerpt gives way so that title and link stay whole") {
    const auto all =
        texts(compose(titled_post(), "news", titled_segments(sentences(20)), target(), limit(100)));
    REQUIRE(all.size() == 1);
    CHECK(all[0].rfind("Un título\n\nUna frase", 0) == 0);
    CHECK(all[0].find("…\n\n" + link) != std::string::npos);
    CHECK(text::fits(limit(100), all[0]));
}

TEST_CASE(
    "a long text becomes a thread of at most max_parts, beyond that an excerpt with the link") {
    auto post = titled_post();
    post.title.clear();
    const std::vector<model::TranslatedSegment> body{segment(SegmentKind::body, sentences(10))};
    const auto drafts = compose(post, "news", body, target(), limit(100));
    REQUIRE(drafts);
    REQUIRE(drafts->size() > 1);
    std::string joined;
    for (std::size_t i = 0; i < drafts->size(); ++i) {
        const auto& draft = (*drafts)[i];
        CHECK(text::fits(limit(100), draft.text));
        CHECK(draft.part == static_cast<int>(i));
        CHECK(draft.parts == static_cast<int>(drafts->size()));
        joined += draft.text;
    }
    for (char letter = 'a'; letter < 'k'; ++letter) {
        CHECK(joined.find(std::string("corta ") + letter + "a.") != std::string::npos);
    }
    const auto excerpt = texts(compose(post, "news", body, target("", 2), limit(100)));
    REQUIRE(excerpt.size() == 1);
    CHECK(excerpt[0].find("…") != std::string::npos);
    CHECK(excerpt[0].find(link) != std::string::npos);
}

TEST_CASE("no part cuts a link, a mention or a family of emoji") {
    auto post = titled_post();
    post.title.clear();
    std::string body;
    const Texts whole{"https://example.org/a/long/path", "@someone@social.example.org",
                      "#EtiquetaMuyLarga", "👩‍👩‍👧‍👦"};
    for (int i = 0; i < 6; ++i) {
        for (const auto& span : whole) body += span + " y ";
    }
    for (std::size_t size = 40; size < 80; ++size) {
        const auto drafts = compose(post, "news", {segment(SegmentKind::body, body)},
                                    target("{text}", 100), limit(size));
        std::size_t found = 0;
        for (const auto& text : texts(drafts)) {
            CHECK(text::fits(limit(size), text));
            for (const auto& span : whole) {
                for (auto at = text.find(span); at != std::string::npos;
                     at = text.find(span, at + 1)) {
                    ++found;
                }
            }
        }
        CHECK(found == 24);
    }
}

TEST_CASE("the content warning counts against the limit of every part") {
    auto post = titled_post();
    post.content_warning = "War";
    auto segments = titled_segments(sentences(10));
    segments.push_back(segment(SegmentKind::warning, "Guerra y violencia"));
    const auto drafts = compose(post, "news", segments, target("{text}", 10), limit(100));
    REQUIRE(drafts);
    CHECK(drafts->size() > 1);
    for (const auto& draft : *drafts) {
        CHECK(draft.content_warning == "Guerra y violencia");
        CHECK(text::count(limit(100), draft.text) +
                  text::count(limit(100), draft.content_warning) <=
              100);
    }
}

TEST_CASE("too little room even for the link is an error, with or without media") {
    auto post = titled_post();
    const auto bare = compose(post, "news", titled_segments(), target(), limit(10));
    REQUIRE_FALSE(bare);
    CHECK(bare.error().message.find("10 characters") != std::string::npos);
    post.media = {{"https://example.org/1.jpg", "image/jpeg", std::nullopt}};
    CHECK_FALSE(compose(post, "news", titled_segments(), target(), limit(10)));
}

TEST_CASE("a photo without a text goes out as it is") {
    model::Post post;
    post.media = {{"https://example.org/1.jpg", "image/jpeg", std::nullopt}};
    CHECK(texts(compose(post, "news", {}, target(), limit(500))) == Texts{""});
}

TEST_CASE("media go with the first part, with their own translated descriptions") {
    auto post = titled_post();
    post.media = {{"https://example.org/1.jpg", "image/jpeg", "One"},
                  {"https://example.org/2.jpg", "image/jpeg", std::nullopt},
                  {"https://example.org/3.jpg", "image/jpeg", "Three"}};
    auto segments = titled_segments(sentences(10));
    segments.push_back(segment(SegmentKind::alt_text, "Uno"));
    segments.push_back(segment(SegmentKind::alt_text, "Tres"));
    const auto drafts = compose(post, "news", segments, target("{text}"), limit(100));
    REQUIRE(drafts);
    REQUIRE(drafts->size() > 1);
    CHECK(drafts->front().media[0].alt == "Uno");
    CHECK_FALSE(drafts->front().media[1].alt);
    CHECK(drafts->front().media[2].alt == "Tres");
    CHECK(drafts->back().media.empty());
}

TEST_CASE("segments stand in a fixed order and empty ones are left out") {
    auto post = titled_post();
    post.content_warning = "War";
    post.media = {{"u", "", "Alt"}, {"v", "", ""}};
    post.poll = model::Poll{{"Yes", "", "No"}, false, std::nullopt};
    std::vector<std::string> all;
    for (const auto& one : segments_of(post)) all.push_back(one.text);
    CHECK(all == Texts{"A title", "The body", "War", "Alt", "Yes", "No"});
    CHECK(segments_of(model::Post{}).empty());
}

TEST_CASE("a thread ends in text with its disclosure, never in the disclosure alone") {
    model::Post post;
    post.text = "Something.";
    auto settings = target();
    settings.template_text.clear();
    settings.disclosure = "auto";
    settings.max_parts = 20;
    for (int words = 8; words < 60; ++words) {
        std::string body;
        for (int i = 0; i < words; ++i) body += "palabra ";
        const auto drafts = compose(post, "news", {segment(SegmentKind::body, body + "fin.")},
                                    settings, limit(100));
        REQUIRE(drafts);
        CAPTURE(words);
        const auto& last = drafts->back().text;
        CHECK(last.ends_with("\n\nTraducción automática"));
        CHECK(last.size() > std::string("\n\nTraducción automática").size());
        for (const auto& draft : *drafts) CHECK(text::count(limit(100), draft.text) <= 100);
    }
}

TEST_CASE("the usual disclosure is not said of what nobody translated") {
    model::Post post;
    post.text = "Algo.";
    auto settings = target();
    settings.template_text.clear();
    settings.disclosure = "auto";
    auto copied = segment(SegmentKind::body, "Algo.");
    copied.copied = true;
    CHECK(texts(compose(post, "news", {copied}, settings, limit(100))) == Texts{"Algo."});
    CHECK(texts(compose(post, "news", {segment(SegmentKind::body, "Algo.")}, settings,
                        limit(100))) == Texts{"Algo.\n\nTraducción automática"});
}

TEST_CASE("a document gets the whole text, however long") {
    const auto draft =
        compose_whole(titled_post(), "news", titled_segments(sentences(200)), target());
    CHECK(draft.text == sentences(200));
    CHECK(draft.title == "Un título");
    CHECK(draft.link == link);
}

}  // namespace
}  // namespace glossd::pipeline
