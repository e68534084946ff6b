#include "text/glossed_text.hpp"

#include "text/checks.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using glossd::model::Language;
using glossd::model::Span;
using glossd::model::SpanKind;
using glossd::model::Term;
using glossd::model::TermCase;
using glossd::text::CheckOutcome;
using glossd::text::Fullness;
using glossd::text::TermIndex;

namespace {

const Term kept_name{"glossd", "", TermCase::exact, {}};
const Term feed_canal{"feed", "canal", TermCase::follow, {"canales", "fuente RSS"}};
const Term united_states{"US", "EE. UU.", TermCase::exact, {}};

std::string marks(std::string text) {
    std::replace(text.begin(), text.end(), '[', '\x0E');
    std::replace(text.begin(), text.end(), ']', '\x0F');
    return text;
}

glossd::text::GlossedText glossed(const std::string& text) {
    return glossd::text::mask(text, TermIndex({kept_name, feed_canal, united_states}));
}

struct Judgement {
    CheckOutcome outcome;
    std::string detail;
    std::string text;
};

// The check `glossary` of a translation into Spanish.
Judgement judged_by_glossary(const std::string& original, const std::string& translated,
                             Fullness fullness = Fullness::whole) {
    const auto text = glossed(original);
    const auto checked = glossd::text::check_translation(
        text.masked, marks(translated), *Language::parse("en"), *Language::parse("es"), fullness,
        glossd::text::distinct_terms(text.forced));
    const auto found = std::find_if(checked.checks.begin(), checked.checks.end(),
                                    [](const auto& check) { return check.name == "glossary"; });
    REQUIRE(found != checked.checks.end());
    return {found->outcome, found->detail, checked.text};
}

}  // namespace

TEST_CASE("a term that is kept is a span like any other") {
    const auto text = glossed("Try glossd at https://x.org/a now, glossd!");
    CHECK(text.masked.text == marks("Try [0] at [1] now, [2]!"));
    REQUIRE(text.masked.spans.size() == 3);
    CHECK(text.masked.spans[0] == Span{SpanKind::term, "glossd"});
    CHECK(text.masked.spans[1].kind == SpanKind::url);
    CHECK(text.kept == std::vector<Term>{kept_name});
    CHECK(glossd::text::restore(text.masked.text, text.masked).value() ==
          "Try glossd at https://x.org/a now, glossd!");
    CHECK(glossed("Glossd is another word").kept.empty());
}

TEST_CASE("a text without terms is masked as ever") {
    const std::string plain = "See https://x.org/a, @bob";
    CHECK(glossed(plain).masked == glossd::text::mask(plain));
    CHECK(glossed(plain).terms().empty());
}

TEST_CASE("a pinned term comes back in its place, in the case of its place") {
    const auto text = glossed("A Feed for @bob here, by glossd and a feed");
    const auto pinned = glossd::text::pin(text.masked, text.forced);
    CHECK(pinned.text.text == marks("A [0] for [1] here, by [2] and a [3]"));
    CHECK(pinned.text.spans[0] == Span{SpanKind::term, "Canal"});
    CHECK(pinned.text.spans[3] == Span{SpanKind::term, "canal"});
    CHECK(glossd::text::unpin(marks("Un [0] para [1] aquí, de [2], y un [3]"), pinned) ==
          marks("Un Canal para [0] aquí, de [1], y un canal"));
}

TEST_CASE("a space that an engine dropped beside a pin is put back") {
    const auto text = glossed("A feed here");
    const auto pinned = glossd::text::pin(text.masked, text.forced);
    CHECK(glossd::text::unpin(marks("Un[0]aquí."), pinned) == "Un canal aquí.");
    CHECK(glossd::text::unpin(marks("Aquí ([0])"), pinned) == "Aquí (canal)");
    CHECK(glossd::text::unpin(marks("[7]"), pinned) == marks("[7]"));
}

TEST_CASE("a text of terms alone is said by the glossary") {
    using glossd::text::said_by_glossary;
    CHECK(said_by_glossary(glossed("Feed, feed 2!")) == "Canal, canal 2!");
    CHECK(said_by_glossary(glossed("Feed of @bob: glossd")) == std::nullopt);
    CHECK(said_by_glossary(glossed("Feed: glossd")) == marks("Canal: [0]"));
    CHECK_FALSE(said_by_glossary(glossed("Good morning")));
    CHECK_FALSE(said_by_glossary(glossed("glossd")));
}

TEST_CASE("a translation without the glossary's word fails, and the failure says which") {
    const auto judged = judged_by_glossary("The feed is new today", "La fuente es nueva hoy");
    CHECK(judged.outcome == CheckOutcome::failed);
    CHECK(judged.detail == "\"feed\" must be translated as \"canal\"");
}

TEST_CASE("the glossary's word passes with other endings, and in the forms it lists") {
    for (const auto* good :
         {"El canal es nuevo", "Los Canales son nuevos", "La fuente RSS es nueva"})
        CHECK(judged_by_glossary("The feed is new", good).outcome == CheckOutcome::passed);
    CHECK(judged_by_glossary("The news are new", "Nada de eso").outcome == CheckOutcome::passed);
}

TEST_CASE("a term left as it was is mended, outside spans") {
    const auto judged = judged_by_glossary("Feed it: the feed of https://x.org/feed is new",
                                           "Feed: el feed de [0] es nuevo");
    CHECK(judged.outcome == CheckOutcome::repaired);
    CHECK(judged.text == marks("Canal: el canal de [0] es nuevo"));
}

TEST_CASE("a term that is written exactly so is written so") {
    const auto judged = judged_by_glossary("The US is far", "Los ee. uu. están lejos");
    CHECK(judged.outcome == CheckOutcome::repaired);
    CHECK(judged.text == "Los EE. UU. están lejos");
    CHECK(judged_by_glossary("Tell us more", "Cuéntanos más").outcome == CheckOutcome::passed);
}

TEST_CASE("a text made shorter may leave a term out, but not as it was") {
    CHECK(judged_by_glossary("The feed is new", "Es nuevo", Fullness::shortened).outcome ==
          CheckOutcome::passed);
    CHECK(judged_by_glossary("The feed is new", "Feed nuevo", Fullness::shortened).text ==
          "Canal nuevo");
}
