#include "engines/html_form.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace {

constexpr const char* kept = "translate=\"no\"";

Batch lines_and_spans() {
    return batch({{"a", masked("1 < 2 & {0}\n\nBye {1}", {"@ana", "https://e.org/?a=1&b=<2>"})},
                  {"b", masked("Yes")}});
}

const std::string good_answer =
    "1 &lt; 2 &amp; <span id=\"1\" translate=\"no\">@ana</span><br id=\"3\">Adiós "
    "<span id=\"2\" translate=\"no\">x</span>";

}  // namespace

TEST_CASE("a text is HTML with its spans kept from translation and its line breaks as elements") {
    const auto sent = lines_and_spans();
    const HtmlForm form(sent, kept);
    CHECK(form.texts() ==
          std::vector<std::string>{
              "1 &lt; 2 &amp; <span id=\"1\" translate=\"no\">@ana</span><br id=\"3\">Bye "
              "<span id=\"2\" translate=\"no\">https://e.org/?a=1&amp;b=&lt;2&gt;</span>",
              "Yes"});
}

TEST_CASE("an answer in HTML is masked text, and every character sent is counted") {
    const auto sent = batch({{"a", masked("é {0}", {"@ana"})}});
    const HtmlForm form(sent, kept);
    const auto reply = form.read({"&eacute; <span id=\"1\" translate=\"no\">@ana</span>"});
    REQUIRE(reply.items.size() == 1);
    CHECK(reply.items[0].text == "é " + mask(0));
    CHECK(reply.usage.characters == 41);  // with the markup
    const auto lines = lines_and_spans();
    const auto whole = HtmlForm(lines, kept).read({good_answer, "Sí"});
    REQUIRE(marks(whole) == "++");
    CHECK(whole.items[0].text == "1 < 2 & " + mask(0) + "\n\nAdiós " + mask(1));
    CHECK(whole.items[1].text == "Sí");
}

TEST_CASE("answers that came to the wrong text are refused by their ids") {
    const auto sent = batch({{"a", masked("Hi {0}", {"@ana"})}, {"b", masked("Bye {0}", {"@bo"})}});
    const auto swapped =
        HtmlForm(sent, kept)
            .read({"Adiós <span id=\"2\">@bo</span>", "Hola <span id=\"1\">@ana</span>"});
    CHECK(marks(swapped) == "--");
    CHECK(swapped.items[0].outcome.message.find("shifted") != std::string::npos);
}

TEST_CASE("a span lost, doubled or in unknown markup fails its text alone") {
    const auto sent = lines_and_spans();
    for (const auto* bad : {
             "1 &lt; 2",
             "<span id=\"1\">a</span> 1 <span id=\"1\">a</span><br id=\"3\"><span "
             "id=\"2\">x</span>",
             "<b>1</b> <span id=\"1\">a</span><br id=\"3\"><span id=\"2\">x</span>",
             "<span id=\"1\">a<br id=\"3\">",
             "<span>a</span>",
             "<span id=\"x\">a</span>",
             "<br>",
             "<!-- 1 -->",
             "</span>",
             "",
         }) {
        INFO(bad);
        const auto reply = HtmlForm(sent, kept).read({bad, "Sí"});
        CHECK(marks(reply) == "-+");
        CHECK(reply.items[0].outcome.kind == OutcomeKind::transient);
    }
}

TEST_CASE("another number of answers than texts fails all, and is paid for") {
    const auto sent = lines_and_spans();
    for (const auto& answers :
         std::vector<std::vector<std::string>>{{}, {"Sí"}, {good_answer, "Sí", "No"}}) {
        const auto reply = HtmlForm(sent, kept).read(answers);
        CHECK(reply.outcome.kind == OutcomeKind::ok);
        CHECK(marks(reply) == "--");
        CHECK(reply.usage.characters > 100);
    }
}

TEST_CASE("elements are read in every spelling of HTML, their content never") {
    CHECK(
        *read_html("a<SPAN class=\"notranslate\" ID='12' >secret <b> & more</SPAN >b<br id=3/>") ==
        Pieces{"a", tag(12), "b", tag(3)});
    CHECK(*read_html("<span translate=no id=1></span><br\tclass=x id=\"2\" />") ==
          Pieces{tag(1), tag(2)});
    CHECK(*read_html("<span id=\"4\"/>c") == Pieces{tag(4), "c"});
    CHECK(read_html("")->empty());
}

TEST_CASE("references become characters once, a lone sign is text, a new line is a blank") {
    CHECK(*read_html("&amp;amp; &#39;q&quot; I <3 you, a < b\r\nc > d & e") ==
          Pieces{"&amp; 'q\" I <3 you, a < b  c > d & e"});
    CHECK(*read_html("at the end <") == Pieces{"at the end <"});
}

TEST_CASE("a hostile answer is read in one pass") {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += "<span id=\"1\">";
    CHECK_FALSE(read_html(deep));
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "<span id=\"1\">x</span>";
    CHECK(read_html(many)->size() == 100'000);
}
