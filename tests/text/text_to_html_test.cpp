#include "text/html.hpp"

#include <doctest/doctest.h>

using glossd::text::html_to_text;
using glossd::text::text_to_html;

TEST_CASE("blank lines part paragraphs and newlines are breaks") {
    CHECK(text_to_html("a\nb\n\nc\n\n\n\nd\n") == "<p>a<br>b</p><p>c</p><p>d</p>");
    CHECK(text_to_html("") == "");
    CHECK(text_to_html("\n\n") == "");
}

TEST_CASE("markup in a text is shown, never obeyed") {
    CHECK(text_to_html("<script>1 & \"2\"</script>") ==
          "<p>&lt;script&gt;1 &amp; &quot;2&quot;&lt;/script&gt;</p>");
}

TEST_CASE("addresses become anchors and everything else stays words") {
    CHECK(text_to_html("see https://x.example/?a=1&b=2, @me #tag") ==
          "<p>see <a href=\"https://x.example/?a=1&amp;b=2\">https://x.example/?a=1&amp;b=2</a>, "
          "@me #tag</p>");
    CHECK(text_to_html("www.example.org/x") ==
          "<p><a href=\"https://www.example.org/x\">www.example.org/x</a></p>");
}

TEST_CASE("a text comes back from its HTML") {
    const std::string text = "One & <two>\nthree https://x.example/a?b=1&c=2\n\nfour \"five\" @me";
    CHECK(html_to_text(text_to_html(text)).text == text);
}

TEST_CASE("control characters and broken bytes do not reach the HTML") {
    CHECK(text_to_html("a\x01\xFF") == "<p>a\uFFFD</p>");
}
