#include "text/html.hpp"

#include <doctest/doctest.h>

using glossd::text::html_to_text;
using Links = std::vector<std::string>;

namespace {

std::string text_of(std::string_view html) {
    return html_to_text(html, "https://example.org/blog/post").text;
}

Links links_of(std::string_view html) {
    return html_to_text(html, "https://example.org/blog/post").links;
}

}  // namespace

TEST_CASE("paragraphs are parted by a blank line and br is a newline") {
    CHECK(text_of("<p>One</p><p>Two<br>Three<br/>Four</p>") == "One\n\nTwo\nThree\nFour");
    CHECK(text_of("<p>One<p>Two") == "One\n\nTwo");
    CHECK(text_of("a<br><br>b<br><br><br><br>c") == "a\n\nb\n\nc");
    CHECK(text_of("<p>a<br></p><p><br>b</p>") == "a\n\nb");
}

TEST_CASE("divs stand on lines of their own") {
    CHECK(text_of("<div>a</div><div>b<div>c</div></div>d") == "a\nb\nc\nd");
    CHECK(text_of("a<div><p>b</p></div>c") == "a\n\nb\n\nc");
}

TEST_CASE("headings and quotes are paragraphs") {
    CHECK(text_of("<h1>T</h1>x<blockquote>q</blockquote>y<hr>z") == "T\n\nx\n\nq\n\ny\n\nz");
}

TEST_CASE("list items have bullets or numbers") {
    CHECK(text_of("x<ul><li>a</li><li>b</li></ul>y") == "x\n\n- a\n- b\n\ny");
    CHECK(text_of("<ol><li>a<li>b</ol>") == "1. a\n2. b");
    CHECK(text_of("<ol start=9><li>a<li>b</ol>") == "9. a\n10. b");
    CHECK(text_of("<ul><li><p>a</p></li><li></li><li><p>b</p></li></ul>c") == "- a\n\n- b\n\nc");
    CHECK(text_of("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>") == "- a\n  1. b\n- c");
}

TEST_CASE("table rows are lines and cells are told apart") {
    CHECK(text_of("<table><tr><th>a</th><th>b</th></tr><tr><td>1<td>2</table>x") ==
          "a | b\n1 | 2\n\nx");
    CHECK(text_of("<table><tr><td><p>one</p></td></tr></table>") == "one");
}

TEST_CASE("white space folds, except in pre") {
    CHECK(text_of("<p>  a \n\t b  </p>") == "a b");
    CHECK(text_of("<b>a</b> <i>b</i><u> c</u>d") == "a b cd");
    CHECK(text_of("<pre>if x:\n    y()\n\nz</pre>end") == "if x:\n    y()\n\nz\n\nend");
    CHECK(text_of("<pre>a   \n\n\n\nb</pre>") == "a\n\nb");
}

TEST_CASE("references are decoded and a no-break space is a space") {
    CHECK(text_of("a&nbsp;b &amp;&lt;&gt;&quot; &eacute;&#233;&#xe9; &#128512; "
                  "&CounterClockwiseContourIntegral;") == "a b &<>\" ééé 😀 ∳");
    CHECK(text_of("<p>x</p><p>&nbsp;</p><p>y&nbsp;</p>") == "x\n\ny");
    CHECK(text_of("AT&T &bogus; &") == "AT&T &bogus; &");
}

TEST_CASE("control characters do not come in through references") {
    CHECK(text_of("<p>a&#14;0&#15;b&#0;c&#27;</p>").find_first_of("\x0E\x0F\x1B") ==
          std::string::npos);
}

TEST_CASE("what no reader sees is dropped") {
    CHECK(text_of("<head><title>T</title><style>p{}</style></head>"
                  "<body>a<script>alert('x')</script><template>t</template><!-- c -->b</body>") ==
          "ab");
    CHECK(text_of("a<style>x</style><svg><title>icon</title><path/></svg><video>no</video>b") ==
          "ab");
    CHECK(
        text_of("<p class=\"quote-inline\">RE: <a href='https://a.example/1'>x</a></p><p>b</p>") ==
        "b");
    CHECK(links_of("<span class='x quote-inline'><a href='https://a.example/1'>x</a></span>b")
              .empty());
}

TEST_CASE("text without tags keeps its lines") {
    CHECK(text_of("plain text") == "plain text");
    CHECK(text_of("one\ntwo\r\n\r\nthree &amp; 1 < 2") == "one\ntwo\n\nthree & 1 < 2");
    CHECK(text_of("") == "");
    CHECK(text_of(" \n ") == "");
}

TEST_CASE("an anchor shows its text and its address goes to the links") {
    const auto page = html_to_text("See <a href='https://a.example/x?a=1&amp;b=2'>this page</a>.");
    CHECK(page.text == "See this page.");
    CHECK(page.links == Links{"https://a.example/x?a=1&b=2"});
}

TEST_CASE("links are absolute, in order and stand once") {
    CHECK(links_of("<a href='/b'>b</a> <a href='c'>c</a> <a href='//d.example'>d</a> <a "
                   "href='/b'>b</a>") ==
          Links{"https://example.org/b", "https://example.org/blog/c", "https://d.example"});
    CHECK(html_to_text("<a href='/b'>b</a>").links.empty());
    CHECK(html_to_text("<a href='/b'>b</a>").text == "b");
}

TEST_CASE("script, data and mail addresses are no links") {
    const auto page = html_to_text(
        "<a href='javascript:alert(1)'>a</a> <a href='data:text/html,x'>b</a> "
        "<a href=' JaVa\nScript:x'>c</a> <a href='mailto:me@x.example'>me@x.example</a>");
    CHECK(page.text == "a b c me@x.example");
    CHECK(page.links.empty());
}

TEST_CASE("Mastodon's shortened addresses come out whole") {
    const auto page = html_to_text(
        "<p>Read <a href=\"https://www.example.org/a/long/path/to/it?x=1\" rel=\"nofollow\">"
        "<span class=\"invisible\">https://www.</span><span "
        "class=\"ellipsis\">example.org/a/long/pa</span>"
        "<span class=\"invisible\">th/to/it?x=1</span></a> now</p>");
    CHECK(page.text == "Read https://www.example.org/a/long/path/to/it?x=1 now");
    CHECK(page.links == Links{"https://www.example.org/a/long/path/to/it?x=1"});
}

TEST_CASE("an anchor whose text is its address, however shortened, stands whole") {
    const std::string address = "https://www.example.org/News/long-path/page?id=7";
    for (const std::string shown :
         {"https://www.example.org/News/long-path/page?id=7",
          "www.example.org/News/long-path/page?id=7", "example.org/News/long-path/page?id=7",
          "example.org/news/lo…", "example.org/news/lo...", "https://www.example.org/News/lon",
          "example.org", "www.example.org/…/page?id=7", "<b>example.org</b>/News/",
          "http://example.org/News/long-path/page?id=7"}) {
        CAPTURE(shown);
        CHECK(text_of("x <a href='" + address + "'>" + shown + "</a>, y") ==
              "x " + address + ", y");
    }
    CHECK(text_of("<a href='https://example.org'>example.org/</a>") == "https://example.org");
    CHECK(text_of("<a href='https://e.example/stra%C3%9Fe'>e.example/straße</a>") ==
          "https://e.example/stra%C3%9Fe");
}

TEST_CASE("an anchor that only looks like an address keeps its text") {
    for (const std::string shown :
         {"example.com", "Read more…", "examp", "example.org is down", "…", "node.js"}) {
        CAPTURE(shown);
        CHECK(text_of(std::string("<a href='https://example.org.evil.example/a'>") + shown +
                      "</a>") == shown);
    }
    CHECK(text_of("<a href='https://news/'>News</a>") == "News");
}

TEST_CASE("mentions and hashtags keep their text and are no links") {
    const auto page = html_to_text(
        "<p><span class=\"h-card\"><a href=\"https://m.example/@ana\" class=\"u-url "
        "mention\">@<span>ana</span></a></span> "
        "<a href=\"https://m.example/tags/cats\" class=\"mention hashtag\" "
        "rel=\"tag\">#<span>cats</span></a> "
        "<a href=\"https://m.example/users/bo\">@bo@m.example</a> <a "
        "href=\"https://m.example/?t=x\">#x</a> "
        "<a href=\"https://m.example/1\">#1 reason</a></p>");
    CHECK(page.text == "@ana #cats @bo@m.example #x #1 reason");
    CHECK(page.links == Links{"https://m.example/1"});
}

TEST_CASE("images are media with their alt text") {
    const auto page = html_to_text(
        "a<img src='/i.png' alt=' A  cat '><img src='data:image/png;base64,xx' alt='no'>"
        "<img src='https://t.example/p.gif' width='1' height='1'><img "
        "src='https://c.example/j.jpg' alt=''>"
        "<img src='/i.png' alt='again'>b",
        "https://example.org/");
    CHECK(page.text == "ab");
    REQUIRE(page.media.size() == 2);
    CHECK(page.media[0].url == "https://example.org/i.png");
    CHECK(page.media[0].alt == "A cat");
    CHECK(page.media[1].url == "https://c.example/j.jpg");
    CHECK_FALSE(page.media[1].alt);
}

TEST_CASE("emoji drawn as images are text") {
    const auto page =
        html_to_text("<p>hi <img class='wp-smiley' src='https://s.example/e.png' alt='😀'>!</p>");
    CHECK(page.text == "hi 😀!");
    CHECK(page.media.empty());
}

TEST_CASE("a picture in an anchor leaves a link and no text") {
    const auto page =
        html_to_text("<a href='https://a.example/'><img src='https://a.example/i.png'></a>");
    CHECK(page.text.empty());
    CHECK(page.links == Links{"https://a.example/"});
    CHECK(page.media.size() == 1);
}
