#include "text/checks.hpp"

#include "text/echo.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using glossd::model::Language;
using glossd::text::all_passed;
using glossd::text::check_translation;
using glossd::text::first_failure;
using glossd::text::mask;

namespace {

std::string failure(const std::string& original, const std::string& translated,
                    const std::string& from = "en", const std::string& to = "de") {
    std::string masked = translated;
    for (char& c : masked) {
        if (c == '[') c = '\x0E';
        if (c == ']') c = '\x0F';
    }
    const auto checks =
        check_translation(mask(original), masked, *Language::parse(from), *Language::parse(to))
            .checks;
    CHECK(all_passed(checks) == first_failure(checks).empty());
    return first_failure(checks);
}

// The name in front of the sentence.
std::string failed(const std::string& original, const std::string& translated,
                   const std::string& from = "en", const std::string& to = "de") {
    const auto sentence = failure(original, translated, from, to);
    return sentence.substr(0, sentence.find(':'));
}

}  // namespace

TEST_CASE("a good translation passes every check") {
    CHECK(
        failed("See https://x.org/a, @bob says hello to all", "Siehe [0], [1] gr\u00FC\u00DFt alle")
            .empty());
    CHECK(failed("Hello to everybody here #tag", "Hallo an alle hier").empty());
}

TEST_CASE("a translation that lost a span fails and says which") {
    CHECK(failure("See https://x.org/a now", "Siehe jetzt").starts_with("spans: "));
    CHECK(failure("See https://x.org/a now", "Siehe jetzt").find("lost https://x.org/a") !=
          std::string::npos);
}

TEST_CASE("an empty translation of words fails") {
    CHECK(failed("Hello there", "") == "not_empty");
    CHECK(failed("Hello there", " \n\u3000") == "not_empty");
    CHECK(failed("I see #it now", "[0]") == "not_empty");
    CHECK(failed("{a} {b}", "[0] [1]").empty());
}

TEST_CASE("the original given back is an echo") {
    const std::string text = "The weather is going to be nice tomorrow";
    CHECK(failed(text, text) == "no_echo");
    CHECK(failed(text, "  the WEATHER is going\nto be nice tomorrow ") == "no_echo");
    CHECK(failed(text, text + "!") == "no_echo");
    CHECK(failed("See https://x.org now, it is a really nice page",
                 "See [0] now, it is a really nice page") == "no_echo");
    CHECK(failed("\u3053\u3093\u306B\u3061\u306F\u4E16\u754C",
                 "\u3053\u3093\u306B\u3061\u306F\u4E16\u754C", "ja", "en") == "no_echo");
    CHECK(failed(text, "Das Wetter wird morgen sch\u00F6n").empty());
}

TEST_CASE("names, loanwords and neighbouring languages are no echo") {
    CHECK(failed("San Francisco", "San Francisco").empty());
    CHECK(failed("Massachusetts", "Massachusetts").empty());
    CHECK(failed("OK, super!", "OK, super!").empty());
    CHECK(failed("\u6771\u4EAC", "\u6771\u4EAC", "ja", "zh").empty());
    CHECK(failed("Det er en god dag", "Det er en god dag", "da", "nb").empty());
    CHECK(
        failed("The weather is nice today", "The weather is nice today", "en-GB", "en-US").empty());
    CHECK(check_translation(mask("The weather is nice today"), "The weather is nice today", {},
                            *Language::parse("de"))
              .checks[9]
              .passed());
    const std::string lang =
        "Det er en god dag i dag og vi skal ut p\u00E5 tur i skogen med hunden";
    CHECK(failed(lang, lang, "da", "nb") == "no_echo");
}

TEST_CASE("likeness counts runs of three characters") {
    using glossd::text::trigram_overlap;
    CHECK(trigram_overlap("abcdef", "abcdef") == doctest::Approx(1.0));
    CHECK(trigram_overlap("abcdef", "uvwxyz") == doctest::Approx(0.0));
    CHECK(trigram_overlap("abcd", "abce") == doctest::Approx(0.5));
    CHECK(trigram_overlap("aaaaaa", "aaa") == doctest::Approx(0.25));
    CHECK(trigram_overlap("", "") == doctest::Approx(1.0));
    CHECK(trigram_overlap("ab", "ac") == doctest::Approx(0.0));
}

TEST_CASE("links and mentions that the engine made up are refused") {
    CHECK(failed("Hello my friends", "Hallo Freunde, https://evil.example/x") == "no_new_links");
    CHECK(failed("Hello my friends", "Hallo Freunde www.evil.example") == "no_new_links");
    CHECK(failed("Hello my friends", "Hallo @freunde") == "no_new_mentions");
    CHECK(failed("Hello my friends", "Hallo #freunde") == "no_new_hashtags");
    CHECK(failed("Hello my friends", "Hallo an a@evil.org").starts_with("no_new_links"));
    CHECK(failure("Hello my friends", "Hallo @freunde").find("@freunde") != std::string::npos);
    CHECK(failed("Hello my friends #x https://x.org/a", "Hallo Freunde https://x.org/a").empty());
    CHECK(failed("Hello my friends", "Hallo z.B. alle, C# und 3.5").empty());
}

TEST_CASE("pieces of masks and tags do not get through") {
    CHECK(failed("Hello my friends", "Hallo <x0/> Freunde") == "no_mask_leftovers");
    for (const std::string tag : {"</x1>", "< X 1 / >", "<x id=\"1\"/>", "<x12>"}) {
        CAPTURE(tag);
        CHECK(failed("Hello my friends", "Hallo " + tag) == "no_mask_leftovers");
    }
    CHECK(failed("Hello my friends", "Hallo \uFFFD Freunde") == "no_mask_leftovers");
    CHECK(failed("Hello my friends", "Hallo \xF0 Freunde") == "no_mask_leftovers");
    CHECK(failed("Hello \uFFFD friends", "Hallo \uFFFD Freunde").empty());
    CHECK(failed("Hello <x1/> friends", "Hallo [0] Freunde").empty());
    CHECK(failed("I <3 you x 2 > 1", "Ich <3 dich x 2 > 1").empty());
    CHECK(failed("Hello friends", "Hallo [ Freunde") == "spans");
}
