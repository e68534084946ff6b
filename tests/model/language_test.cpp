#include "model/language.hpp"

#include <doctest/doctest.h>

using glossd::model::Language;

TEST_CASE("a tag is stored in canonical case") {
    CHECK(Language::parse("PT-br")->tag() == "pt-BR");
    CHECK(Language::parse("zh-hANT-tw")->tag() == "zh-Hant-TW");
    CHECK(Language::parse("ES-419")->tag() == "es-419");
}

TEST_CASE("a tag gives its parts") {
    const auto language = *Language::parse("zh-Hant-TW");
    CHECK(language.primary() == "zh");
    CHECK(language.script() == "Hant");
    CHECK(language.region() == "TW");
    CHECK(Language::parse("en")->region().empty());
}

TEST_CASE("what is no language tag is refused with the reason") {
    for (const auto* bad : {"", "e", "english!", "en_US", "en--US", "123", "en-"}) {
        const auto language = Language::parse(bad);
        REQUIRE_FALSE(language);
        CHECK(language.error().message.find("BCP-47") != std::string::npos);
    }
}
