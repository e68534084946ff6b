#include "bench/pretend_translation.hpp"

#include "bench/pretend_posts.hpp"
#include "text/checks.hpp"
#include "text/mask.hpp"

#include <set>

#include <doctest/doctest.h>

namespace glossd {

using bench::translate;

TEST_CASE("every word changes and nothing else") {
    CHECK(translate("Hello <x1/>, 3 worlds! 🎉", "es") == "Helloes <x1/>, 3 worldses! 🎉");
    CHECK(translate("don't\n\n- über", "pt-BR") == "donptbr'tptbr\n\n- überptbr");
    CHECK(translate("a<y12/>b", "de") == "ade<y12/>bde");
    CHECK(translate("internationalisation", "fr") == "internatfrionalisafrtionfr");
    CHECK(translate("see https://a.example/b?c=d @me #tag :ok:", "fr") ==
          "seefr https://a.example/b?c=d @me #tag :ok:");
    CHECK(translate("", "fr").empty());
    CHECK(translate("½ 1️⃣ …", "fr") == "½ 1️⃣ …");
}

TEST_CASE("translations of made-up posts pass every check") {
    const auto english = *model::Language::parse("en");
    for (const auto& post : bench::generate_posts(200, 3)) {
        const auto masked = text::mask(post.text);
        const auto translated = translate(masked.text, "es");
        const auto checks =
            text::check_translation(masked, translated, english, *model::Language::parse("es"))
                .checks;
        CHECK_MESSAGE(text::all_passed(checks), text::first_failure(checks), " in ", post.text);
        CHECK(text::restore(translated, masked).value() == translate(post.text, "es"));
    }
}

TEST_CASE("a text without spaces is no echo") {
    std::string han;
    for (int i = 0; i < 60; ++i) han += "翻";
    const auto masked = text::mask(han);
    const auto checks =
        text::check_translation(masked, translate(masked.text, "en"), *model::Language::parse("zh"),
                                *model::Language::parse("en"))
            .checks;
    CHECK(text::first_failure(checks).empty());
}

TEST_CASE("made-up posts are the same for the same seed and differ among each other") {
    const auto posts = bench::generate_posts(300, 1);
    CHECK(posts == bench::generate_posts(300, 1));
    CHECK(posts != bench::generate_posts(300, 2));
    std::set<std::string> texts;
    std::size_t longer = 0;
    for (const auto& post : posts) {
        texts.insert(post.text);
        if (post.text.size() > 600) ++longer;
    }
    CHECK(texts.size() == posts.size());
    CHECK(longer > 15);
    CHECK(longer < 100);
    CHECK(posts.front().published < posts.back().published);
}

}  // namespace glossd
