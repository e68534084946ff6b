#include "bench/mastodon_html.hpp"

#include "bench/pretend_posts.hpp"
#include "text/html.hpp"

#include <doctest/doctest.h>

namespace glossd {

namespace {

using bench::ContentRules;
using bench::Dialect;
using bench::render_content;

const ContentRules mastodon{Dialect::mastodon, "http://here",
                            [](std::string_view user) { return user == "alice"; }};

}  // namespace

TEST_CASE("paragraphs, breaks and special characters") {
    CHECK(render_content("a\nb\n\nc < d & \"e\"", mastodon) ==
          "<p>a<br />b</p><p>c &lt; d &amp; &quot;e&quot;</p>");
    CHECK(render_content("a\n\nb", {Dialect::snac, "", {}}) == "a<br><br>b");
}

TEST_CASE("links are shortened for the eye") {
    const auto html =
        render_content("https://www.example.org/a-long-path/with-many-parts?x=1&y=2", mastodon);
    CHECK(html.find("href=\"https://www.example.org/a-long-path/with-many-parts?x=1&amp;y=2\"") !=
          std::string::npos);
    CHECK(html.find("<span class=\"invisible\">https://www.</span>"
                    "<span class=\"ellipsis\">example.org/a-long-path/with-m</span>") !=
          std::string::npos);
    CHECK(render_content("example.org/a", mastodon) == "<p>example.org/a</p>");
}

TEST_CASE("hashtags and local users become anchors") {
    CHECK(render_content("#Tag", mastodon) ==
          "<p><a href=\"http://here/tags/Tag\" class=\"mention hashtag\" rel=\"tag\">#<span>Tag"
          "</span></a></p>");
    CHECK(render_content("@alice", mastodon).find("class=\"u-url mention\"") != std::string::npos);
    CHECK(render_content("@bob", mastodon) == "<p>@bob</p>");
}

TEST_CASE("what is rendered reads back as it was sent") {
    for (const auto& post : bench::generate_posts(200, 5)) {
        CHECK(text::html_to_text(render_content(post.text, mastodon)).text == post.text);
    }
}

}  // namespace glossd
