#include "text/hashtags.hpp"

#include "text/mask.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using glossd::text::tag_of;
using glossd::text::tag_words;

namespace {

std::vector<std::string> sentence_tags(const std::string& text) {
    const auto masked = glossd::text::mask(text);
    std::vector<std::string> tags;
    for (const auto number : glossd::text::tags_in_sentences(masked))
        tags.push_back(masked.spans[number].text);
    return tags;
}

using TagList = std::vector<std::string>;

}  // namespace

TEST_CASE("tags within a sentence are its words") {
    CHECK(sentence_tags("Save the #climate now, #please do") == TagList{"#climate", "#please"});
    CHECK(sentence_tags("#Bitcoin is up, says @bob") == TagList{"#Bitcoin"});
    CHECK(sentence_tags("We want #peace\nand more of it") == TagList{"#peace"});
    CHECK(sentence_tags("Both #cats and #dogs are fine") == TagList{"#cats", "#dogs"});
}

TEST_CASE("tags behind a text, or in a row at the end of a line, are no words of it") {
    CHECK(sentence_tags("We want #peace #now").empty());
    CHECK(sentence_tags("We won. #yes\nMore tomorrow").empty());
    CHECK(sentence_tags("We won #yes #we\nMore tomorrow").empty());
    CHECK(sentence_tags("First line\n#news #sport\nLast line").empty());
    CHECK(sentence_tags("See https://x.org/#top here").empty());
}

TEST_CASE("the words of a tag are read off its capitals and underscores") {
    CHECK(tag_words("#ClimateChange") == "Climate Change");
    CHECK(tag_words("#climate_change") == "climate change");
    CHECK(tag_words("#climate") == "climate");
    CHECK(tag_words("#気候変動") == "気候変動");
    CHECK(tag_words("＃Été") == "Été");
    CHECK(tag_words("#NASA").empty());
    CHECK(tag_words("#COP28").empty());
}

TEST_CASE("words make a tag that is a tag, or none") {
    CHECK(tag_of("cambio climático", "#ClimateChange") == "#CambioClimático");
    CHECK(tag_of("cambio climático.", "#climatechange") == "#CambioClimático");
    CHECK(tag_of("clima", "#climate") == "#clima");
    CHECK(tag_of("clima", "#Climate") == "#Clima");
    CHECK(tag_of("気候変動", "#ClimateChange") == "#気候変動");
    CHECK(tag_of("guardia-costas", "＃coastguard") == "＃GuardiaCostas");
    CHECK_FALSE(tag_of("", "#climate"));
    CHECK_FALSE(tag_of("2026", "#year"));
    CHECK_FALSE(tag_of("uno dos tres cuatro cinco", "#many"));
}

TEST_CASE("tags are changed where they stand and nothing else is") {
    const auto other = [](std::string_view tag) {
        return tag == "#news" ? std::optional<std::string>("#noticias") : std::nullopt;
    };
    CHECK(glossd::text::with_tags("  #news #newsroom https://x.org/#news @news", other) ==
          "  #noticias #newsroom https://x.org/#news @news");
}
