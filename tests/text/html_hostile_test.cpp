#include "cpu_time.hpp"
#include "text/html.hpp"
#include "text/html_guard.hpp"
#include "text/normalise.hpp"

#include <chrono>
#include <functional>

#include <doctest/doctest.h>
#include <pthread.h>
#include <time.h>

using glossd::text::gumbo_can_bear;
using glossd::text::html_to_text;
using glossd::text::VisibleText;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

// `make(i)` for each i, in a row.
std::string numbered(std::size_t times, const std::function<std::string(std::string)>& make) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += make(std::to_string(i));
    return out;
}

struct Run {
    std::string markup;
    VisibleText result;
    std::chrono::nanoseconds took{0};
};

// On a thread with the smallest stack a worker of ours may have.
Run run_on_small_stack(std::string markup) {
    Run run{std::move(markup), {}, {}};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    pthread_t thread{};
    const auto work = [](void* argument) -> void* {
        auto& job = *static_cast<Run*>(argument);
        job.result = html_to_text(job.markup, "https://example.org/");
        job.took = glossd::cpu_time();
        return nullptr;
    };
    REQUIRE(pthread_create(&thread, &attributes, work, &run) == 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    return run;
}

// Tells linear from quadratic, whose time would be many minutes to hours, under a sanitizer too.
constexpr auto patience = std::chrono::seconds(10);

}  // namespace

TEST_CASE("hostile markup ends soon on a small stack and gives clean text") {
    const std::vector<std::pair<const char*, std::string>> inputs{
        {"nested divs", repeated("<div>", 40'000) + "x" + repeated("</div>", 40'000)},
        {"nested divs without end", repeated("<div>", 200'000)},
        {"less-than signs", std::string(10'000'000, '<')},
        {"ampersands", std::string(2'000'000, '&')},
        {"open comments", repeated("<!--", 500'000)},
        {"closed comments", repeated("<!-- -->", 250'000)},
        {"comments with dashes", "<!--" + std::string(2'000'000, '-')},
        {"open tags", repeated("<a ", 500'000)},
        {"open quotes", repeated("<a b=\"", 300'000)},
        {"end tags", repeated("</div>", 300'000)},
        {"unclosed anchors", repeated("<a href=x>", 40'000)},
        {"unclosed bold", repeated("<b>", 100'000) + repeated("<p>x</p>", 100'000)},
        {"different fonts", numbered(400, [](auto i) { return "<font color=" + i + ">"; }) +
                                repeated("<p>x</p>", 50'000)},
        {"long attribute",
         "<b x=\"" + std::string(300'000, 'y') + "\">" + repeated("<p>x</p>", 50'000)},
        {"misnested", repeated("<b><p></b>", 100'000)},
        {"misnested anchors", repeated("<a><table><tr><td></a>", 50'000)},
        {"closed in the wrong place", repeated("<div><table></div>", 50'000)},
        {"a style that is none",
         repeated("<div><select><style><!--</style></select></div>--></select>", 15'000)},
        {"a comment that is none",
         repeated("<div><style><x a=\"</style><!--\"></x></style></div>-->", 15'000)},
        {"CDATA in SVG", repeated("<div><svg><![CDATA[></svg></div>]]>", 25'000)},
        {"SVG inputs", "<svg>" + repeated("<input>", 100'000)},
        {"many attributes", "<p " + numbered(500'000, [](auto i) { return "a" + i + " "; }) + ">x"},
        {"bodies", numbered(60'000, [](auto i) { return "<body a" + i + "></body>"; })},
        {"lists", repeated("<ul><li>", 50'000) + "x"},
        {"table texts", "<table>" + repeated("x<tr>", 90'000)},
        {"open scripts", repeated("<script>", 1'000'000)},
        {"end tags in a script", "<script>" + repeated("</scrip", 1'000'000)},
        {"NULs", std::string(1'000'000, '\0') + "x"},
        {"invalid UTF-8", std::string(1'000'000, '\xFF') + "<p>\xC3"},
        {"combining marks", repeated("\u0301\u0316", 300'000)},
        {"nested quotes", repeated("<p class=quote-inline>", 100'000)},
        {"images", repeated("<img src=x alt='y z'>", 30'000)},
        {"ellipses", repeated("<a href='https://a.example/…'>a.example/…</a>", 30'000)},
        {"text in an anchor", "<a href=x>" + repeated("<br>@", 100'000)},
    };
    for (const auto& [given, markup] : inputs) {
        const std::string name(given);
        CAPTURE(name);
        const auto run = run_on_small_stack(markup);
        CHECK(run.took < patience);
        CHECK(run.result.text == glossd::text::clean_utf8(run.result.text));
    }
}

TEST_CASE("text survives the nesting that gumbo does not") {
    const auto deep = repeated("<div>", 40'000) +
                      "<p>One &amp; two <a href='/x'>there</a></p><ul><li>a<li>b</ul>" +
                      "<img src=/i.png alt=cat>" + repeated("</div>", 40'000);
    const auto result = run_on_small_stack(deep).result;
    CHECK(result.text == "One & two there\n\n- a\n- b");
    CHECK(result.links == std::vector<std::string>{"https://example.org/x"});
    REQUIRE(result.media.size() == 1);
    CHECK(result.media[0].alt == "cat");
}

TEST_CASE("both ways read ordinary markup alike") {
    const std::string deep = repeated("<span>", 600);
    for (const std::string page :
         {"<p>One<p>Two<br>Three &hellip; &#233;</p>x", "<ol><li>a</li><li><p>b</p></li></ol>c",
          "<table><tr><td>a<td>b<tr><td>c</table>d", "<pre>a\n  b</pre>c",
          "<h2>T</h2><div>a</div><div>b</div>",
          "<head><title>t</title></head><body>a<script>'b'</script><style>x</style>b<!-- c -->d",
          "<p class='a quote-inline'>RE<p>b",
          "<svg/>a<svg><title>t</title></svg>b<template>c</template>",
          "<a href=/x?a=1&amp;b=2>y</a> <a href=https://a.example/long/path>a.example/lo…</a> <a "
          "href='/@u'>@u</a>",
          "<A HREF='/x'>y</A><IMG SRC=/i.png ALT='a &quot;b&quot;'><bR>z", "a < b > c </ d> e <3 f",
          "<a href=\"https://a.example/x\"><span class=invisible>https://</span><span "
          "class=ellipsis>a.ex</span></a>"}) {
        CAPTURE(page);
        REQUIRE(gumbo_can_bear(page) != gumbo_can_bear(page + deep));
        CHECK(html_to_text(page, "https://example.org/") ==
              html_to_text(page + deep, "https://example.org/"));
    }
}

TEST_CASE("gumbo gets ordinary pages and nothing deeper than 500 elements") {
    CHECK(gumbo_can_bear(""));
    CHECK(gumbo_can_bear(repeated("<p>x <b>y</b><br><img src=x>", 3000)));
    CHECK(gumbo_can_bear(repeated("<div>", 400) + repeated("</div>", 400)));
    CHECK_FALSE(gumbo_can_bear(repeated("<div>", 501)));
    CHECK(gumbo_can_bear("<ul>" + repeated("<li>x", 2000)));
    CHECK_FALSE(gumbo_can_bear(std::string(1 << 20, 'x')));
}
