#include "text/hash.hpp"

#include <doctest/doctest.h>

using glossd::model::Media;
using glossd::model::Post;
using glossd::text::content_hash;

namespace {

const std::string long_text =
    "Forty letters and more are enough to tell this post from any other post there is.";

Post post_with(std::string text, std::string url = "https://m.example/1") {
    Post post;
    post.text = std::move(text);
    post.url = std::move(url);
    return post;
}

Post photo(std::string url, std::optional<std::string> alt = std::nullopt) {
    Post post;
    post.media.push_back({std::move(url), "image/png", std::move(alt), 0});
    return post;
}

}  // namespace

TEST_CASE("the same words under another id, address and date are the same content") {
    auto again = post_with(long_text, "https://m.example/2");
    again.id = "other";
    again.author = "someone";
    CHECK(content_hash(again) == content_hash(post_with(long_text)));
    CHECK(content_hash(again).size() == 32);
}

TEST_CASE("white space and the form of accents do not matter, case does") {
    const auto hash = content_hash(post_with(long_text + " caf\u00E9"));
    CHECK(content_hash(post_with("  " + long_text + "\n\n cafe\u0301 ")) == hash);
    CHECK(content_hash(post_with(long_text + " Caf\u00E9")) != hash);
}

TEST_CASE("tracking parameters of links in the text do not matter, others do") {
    const auto hash = content_hash(post_with(long_text + " https://x.example/a?id=1"));
    CHECK(content_hash(post_with(long_text + " https://x.example/a?utm_source=rss&id=1")) == hash);
    CHECK(content_hash(post_with(long_text + " https://x.example/a?id=1&utm_medium=b")) == hash);
    CHECK(content_hash(post_with(long_text + " https://x.example/a?id=2")) != hash);
}

TEST_CASE("a bare address loses its tracking too") {
    CHECK(content_hash(post_with(long_text + " www.x.example/a?id=1&utm_source=a")) ==
          content_hash(post_with(long_text + " www.x.example/a?id=1")));
}

TEST_CASE("a text too short to tell posts apart takes its link along") {
    CHECK(content_hash(post_with("New video!", "https://m.example/1")) !=
          content_hash(post_with("New video!", "https://m.example/2")));
    CHECK(content_hash(post_with("New video!", "https://m.example/1?utm_source=a")) ==
          content_hash(post_with("New video!", "https://m.example/1")));
    const auto padded = "Look https://x.example/" + std::string(80, 'a');
    CHECK(content_hash(post_with(padded, "https://m.example/1")) !=
          content_hash(post_with(padded, "https://m.example/2")));
}

TEST_CASE("forty letters are where a text stands for itself") {
    const auto differs = [](std::size_t letters) {
        const std::string text(letters, 'a');
        return content_hash(post_with(text, "https://m.example/1")) !=
               content_hash(post_with(text, "https://m.example/2"));
    };
    CHECK(differs(39));
    CHECK_FALSE(differs(40));
}

TEST_CASE("photos without words differ by their addresses and their alt texts") {
    CHECK(content_hash(photo("https://m.example/a.png")) !=
          content_hash(photo("https://m.example/b.png")));
    CHECK(content_hash(photo("https://m.example/a.png", "a cat")) !=
          content_hash(photo("https://m.example/a.png", "a dog")));
    CHECK(content_hash(photo("https://m.example/a.png?utm_source=x")) ==
          content_hash(photo("https://m.example/a.png")));
}

TEST_CASE("the same words in another place are other content") {
    Post titled;
    titled.title = long_text;
    Post warned;
    warned.content_warning = long_text;
    CHECK(content_hash(titled) != content_hash(post_with(long_text, "")));
    CHECK(content_hash(titled) != content_hash(warned));
}
