#include "text/language_id.hpp"

#include "text/function_words.hpp"
#include "text/language_votes.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using glossd::model::Language;
using glossd::text::decide_language;
using glossd::text::detect_language;
using glossd::text::reads_as_other;
using glossd::text::sure;

namespace {

Language tagged(const std::string& tag) {
    return tag.empty() ? Language{} : *Language::parse(tag);
}

const std::string spanish =
    "La biblioteca de la ciudad ha estado esperando a tres viajeros durante doce años y nadie se "
    "ha dado cuenta.";
const std::string english =
    "The library of the city has been waiting for three travellers for twelve years, and nobody "
    "noticed.";

}  // namespace

TEST_CASE("scripts of one language tell it, and sentences do") {
    const std::vector<std::pair<std::string, std::string>> texts{
        {"el", "Η βιβλιοθήκη της πόλης περιμένει τρεις ταξιδιώτες"},
        {"he", "הספרייה של העיר מחכה לשלושה מטיילים"},
        {"th", "ห้องสมุดของเมืองรอนักเดินทางสามคน"},
        {"ko", "도시의 도서관은 세 명의 여행자를 기다려 왔다"},
        {"ja", "市の図書館は三人の旅人をずっと待っていました"},
        {"zh", "城市图书馆十二年来一直在等待三位旅行者"},
        {"ka", "ქალაქის ბიბლიოთეკა სამ მოგზაურს ელოდება"},
        {"es", spanish},
        {"en", english},
        {"de",
         "Die Bibliothek der Stadt wartet seit zwölf Jahren auf drei Reisende, und niemand "
         "hat es bemerkt."},
        {"fr",
         "La bibliothèque de la ville attend trois voyageurs depuis douze ans et personne "
         "ne l'a remarqué."},
        {"ru",
         "Городская библиотека ждёт трёх путешественников уже двенадцать лет, и никто не "
         "заметил, что это так."},
        {"pl",
         "Miejska biblioteka czeka na trzech podróżnych od dwunastu lat i nikt tego nie "
         "zauważył, że to się dzieje."},
        {"ar",
         "كانت مكتبة المدينة تنتظر ثلاثة مسافرين منذ اثني عشر عاما ولم يلاحظ أحد هذا الأمر "
         "على الإطلاق من قبل"},
    };
    for (const auto& text : texts) {
        CAPTURE(text.second);
        const auto detected = detect_language(text.second);
        CHECK(detected.language.tag() == text.first);
        CHECK(detected.confidence >= sure);
    }
}

TEST_CASE("short texts, names and invented words are not told for sure") {
    for (const std::string text :
         {"", "Hola", "OK, super!", "12:30 — 14:00", "東京",
          "Manchester United - Real Madrid 3:2 Champions League Final London Wembley",
          "Apple iPhone 15 Pro Max Google Pixel Samsung Galaxy",
          "Thees newes bridgees openedes itses doorses fores thees wholees streetes thises "
          "morninges andes nobodyes noticedes.",
          "\xF0\x9F\x8E\x89 \xF0\x9F\x8E\x89"}) {
        CAPTURE(text);
        CHECK(detect_language(text).confidence < sure);
    }
}

TEST_CASE("a long text is told from its beginning, wherever a character ends") {
    std::string text;
    while (text.size() < 100'000) text += "Η βιβλιοθήκη περιμένει ";
    CHECK(detect_language(text).language.tag() == "el");
    CHECK(detect_language("x" + text).language.tag() == "el");
    CHECK(detect_language("\xFF\xFE" + english).confidence < sure);
}

TEST_CASE("a text reads as another language only when that is sure") {
    CHECK(reads_as_other(detect_language(english), tagged("es")));
    CHECK(reads_as_other(detect_language(english), tagged("ja")));
    CHECK_FALSE(reads_as_other(detect_language(english), tagged("en-GB")));
    CHECK_FALSE(reads_as_other(detect_language("This is the one."), tagged("es")));
    // Nobody knows what a text in Klingon would be taken for.
    CHECK_FALSE(reads_as_other(detect_language(english), tagged("tlh")));
    CHECK_FALSE(reads_as_other(detect_language(english), {}));
}

TEST_CASE("close neighbours are not held apart") {
    const std::string galician =
        "A biblioteca da cidade leva doce anos agardando por tres viaxeiros e ninguén se decatou "
        "diso.";
    const std::string norwegian =
        "Det er en god dag i dag, og vi skal ut på tur i skogen med hunden til naboen vår.";
    for (const auto* neighbour : {"es", "pt", "ca", "gl"})
        CHECK_FALSE(reads_as_other(detect_language(galician), tagged(neighbour)));
    for (const auto* neighbour : {"da", "nb", "nn", "no", "sv"})
        CHECK_FALSE(reads_as_other(detect_language(norwegian), tagged(neighbour)));
    CHECK(reads_as_other(detect_language(norwegian), tagged("de")));
}

TEST_CASE("function words are counted once each") {
    using glossd::text::count_function_words;
    CHECK(count_function_words("The cat and the dog and the bird", "en", 9) == 2);
    CHECK(count_function_words("Thees andes", "en", 9) == 0);
    CHECK(count_function_words("the and of", "xx", 9) == 0);
    CHECK(count_function_words("", "en", 9) == 0);
    CHECK(count_function_words("Jeg er ikke med", "nb", 9) == 4);
    CHECK(count_function_words("Jeg er ikke med", "nb", 3) == 3);
}

TEST_CASE("tags are believed, the operator's before the post's") {
    CHECK(decide_language(tagged("en"), {}, english).language.tag() == "en");
    CHECK(decide_language({}, tagged("en-GB"), english).language.tag() == "en-GB");
    CHECK(decide_language(tagged("de"), tagged("nl"), "Hallo").language.tag() == "de");
    CHECK(decide_language({}, tagged("en"), "Hola a todos").language.tag() == "en");
    CHECK(decide_language({}, {}, "Hola").language.empty());
}

TEST_CASE("a long text that reads otherwise outvotes its tags") {
    CHECK(decide_language({}, tagged("en"), spanish).language.tag() == "es");
    CHECK(decide_language(tagged("en"), {}, spanish).language.tag() == "es");
    CHECK(decide_language(tagged("en"), tagged("de"), spanish).language.tag() == "es");
    CHECK(decide_language({}, {}, spanish).language.tag() == "es");
    CHECK(decide_language({}, tagged("en"), "Hola, no sé si es para ti o para los demás")
              .language.tag() == "en");
}

TEST_CASE("a post's tag and its text together outvote the source") {
    CHECK(decide_language(tagged("en"), tagged("es-MX"), spanish).language.tag() == "es-MX");
    CHECK(decide_language(tagged("en"), tagged("es-MX"), english).language.tag() == "en");
}

TEST_CASE("a close neighbour never outvotes a tag") {
    for (const auto* tag : {"ca", "gl", "pt-BR"})
        CHECK(decide_language({}, tagged(tag), spanish).language.tag() == tag);
}

TEST_CASE("a decision shows its votes and its reason") {
    const auto decision = decide_language(tagged("en"), tagged("de"), spanish);
    REQUIRE(decision.votes.size() == 3);
    CHECK(glossd::text::to_text(decision) ==
          "es (the text reads so, whatever it is tagged): source setting en 0.80, post tag de "
          "0.70, detection es 0.95");
    CHECK(glossd::text::to_text(decide_language({}, {}, "")) ==
          "unknown (nobody says, and the text cannot be told)");
}
