#include "text/terms.hpp"

#include "text/letter_case.hpp"
#include "text/mask.hpp"
#include "text/words.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using glossd::model::Term;
using glossd::model::TermCase;
using glossd::text::find_phrase;
using glossd::text::holds_inflected;
using glossd::text::in_case_of;
using glossd::text::Letters;
using glossd::text::TermIndex;

namespace {

Term forced_term(const std::string& text, const std::string& translation,
                 TermCase rule = TermCase::follow) {
    return {text, translation, rule, {}};
}

// What each term met reads in the text.
std::vector<std::string> terms_met(const std::string& text, const std::vector<Term>& terms) {
    const auto masked = glossd::text::mask(text).text;
    std::vector<std::string> met;
    for (const auto& place : TermIndex(terms).find(masked))
        met.push_back(masked.substr(place.begin, place.end - place.begin));
    return met;
}

using Met = std::vector<std::string>;

}  // namespace

TEST_CASE("a term is met as a whole word, in any case unless its rule says exactly") {
    const std::vector<Term> terms{forced_term("feed", "canal"),
                                  forced_term("US", "EE. UU.", TermCase::exact)};
    CHECK(terms_met("Feed the feed; feeds, RSS-feed, newsfeed. FEED's", terms) ==
          Met{"Feed", "feed", "feed", "FEED"});
    CHECK(terms_met("US and us", terms) == Met{"US"});
    CHECK(terms_met("überfeed feedü feed_x", terms).empty());
}

TEST_CASE("the longest term wins, and terms never overlap") {
    const std::vector<Term> terms{forced_term("feed", "canal"),
                                  forced_term("feed reader", "lector"),
                                  forced_term("reader feed", "x")};
    CHECK(terms_met("a feed reader feed", terms) == Met{"feed reader", "feed"});
    CHECK(terms_met("a feed \n reader", terms) == Met{"feed \n reader"});
}

TEST_CASE("links, mentions and hashtags hold no terms") {
    const std::vector<Term> terms{forced_term("feed", "canal")};
    CHECK(terms_met("see https://x.org/feed and @feed and #feed too", terms).empty());
    CHECK(terms_met("the feed at https://x.org/feed is a feed", terms) == Met{"feed", "feed"});
}

TEST_CASE("scripts without spaces have terms anywhere") {
    CHECK(terms_met("這個訂閱源很好", {forced_term("訂閱源", "feed")}) == Met{"訂閱源"});
    CHECK(terms_met("最近のAIはすごい", {forced_term("AI", "IA")}) == Met{"AI"});
    CHECK(terms_met("ฉันชอบแมวมาก", {forced_term("แมว", "cat")}) == Met{"แมว"});
    CHECK(terms_met("서울에서", {forced_term("서울", "Seoul")}) == Met{"서울"});
}

TEST_CASE("accents composed or not, and apostrophes of either form are the same") {
    CHECK(terms_met("a cafe\u0301 here", {forced_term("café", "bar")}) == Met{"café"});
    CHECK(terms_met("Don’t panic", {forced_term("don't panic", "calma")}) == Met{"Don’t panic"});
}

TEST_CASE("of terms that are met alike the first counts") {
    const TermIndex index({forced_term("feed", "canal"), forced_term("Feed", "otro")});
    REQUIRE(index.find("feed").size() == 1);
    CHECK(index.find("feed")[0].term.translation == "canal");
}

TEST_CASE("a hashtag is made of a term whatever its spaces and capitals") {
    const TermIndex index({forced_term("climate change", "cambio climático"),
                           forced_term("US", "EE. UU.", TermCase::exact)});
    REQUIRE(index.of_tag("#ClimateChange"));
    CHECK(index.of_tag("#ClimateChange")->translation == "cambio climático");
    CHECK(index.of_tag("#climate_change"));
    CHECK(index.of_tag("#US"));
    CHECK_FALSE(index.of_tag("#us"));
    CHECK_FALSE(index.of_tag("#climate"));
}

TEST_CASE("a translation follows the capitals of the word it stands for") {
    CHECK(in_case_of("Feed", "feed", "canal") == "Canal");
    CHECK(in_case_of("FEED", "feed", "canal") == "CANAL");
    CHECK(in_case_of("feed", "feed", "canal") == "canal");
    CHECK(in_case_of("Feed", "Feed", "canal") == "canal");
    CHECK(in_case_of("NASA", "NASA", "la NASA") == "la NASA");
    CHECK(in_case_of("Élan", "élan", "ímpetu") == "Ímpetu");
    CHECK(in_case_of("動画", "動画", "vídeo") == "vídeo");
}

TEST_CASE("a word is recognised with other endings, but not by its first letters alone") {
    CHECK(holds_inflected("Los canales nuevos", "canal"));
    CHECK(holds_inflected("un CANAL", "canal"));
    CHECK(holds_inflected("de rote Katzen hier", "rote Katze"));
    CHECK(holds_inflected("avisos de contenidos", "aviso de contenido"));
    CHECK(holds_inflected("у нас новые каналы", "канал"));
    CHECK(holds_inflected("那個頻道很好", "頻道"));
    CHECK_FALSE(holds_inflected("la cancha nueva", "canal"));
    CHECK_FALSE(holds_inflected("el gatillo", "gato"));
    CHECK_FALSE(holds_inflected("reducir", "red"));
    CHECK_FALSE(holds_inflected("", "canal"));
}

TEST_CASE("a phrase is found between the borders of words") {
    const auto place = find_phrase("un canalla y un canal", "canal", Letters::as_written);
    REQUIRE(place);
    CHECK(place->begin == 16);
    CHECK_FALSE(find_phrase("un Canal", "canal", Letters::as_written));
    CHECK(find_phrase("un Canal", "canal", Letters::in_any_case));
}
