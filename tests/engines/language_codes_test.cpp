#include "engines/language_codes.hpp"

#include "engines/language_names.hpp"
#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;

TEST_CASE("DeepL targets name a variant, sources never do") {
    const std::vector<std::pair<const char*, const char*>> targets{
        {"en", "EN-US"},
        {"en-GB", "EN-GB"},
        {"en-AU", "EN-GB"},
        {"en-CA", "EN-US"},
        {"pt", "PT-BR"},
        {"pt-BR", "PT-BR"},
        {"pt-PT", "PT-PT"},
        {"pt-AO", "PT-PT"},
        {"zh", "ZH-HANS"},
        {"zh-CN", "ZH-HANS"},
        {"zh-TW", "ZH-HANT"},
        {"zh-Hant", "ZH-HANT"},
        {"zh-Hans-HK", "ZH-HANS"},
        {"es", "ES"},
        {"es-ES", "ES"},
        {"es-MX", "ES-419"},
        {"no", "NB"},
        {"nb", "NB"},
        {"de-AT", "DE"},
        {"fil", "TL"},
        {"sr-Cyrl", "SR"},
        {"iw", "HE"},
        {"ace", "ACE"},
        {"zu", "ZU"},
    };
    for (const auto& row : targets) {
        INFO(row.first);
        CHECK(deepl_target(language(row.first)) == std::string(row.second));
    }
    CHECK(deepl_source(language("en-GB")) == std::string("EN"));
    CHECK(deepl_source(language("zh-Hant")) == std::string("ZH"));
    CHECK(deepl_source(language("pt-BR")) == std::string("PT"));
}

TEST_CASE("what DeepL cannot write is refused by name") {
    CHECK(deepl_target(language("nn")).error().message.find("\"nn\"") != std::string::npos);
    CHECK(deepl_target(language("tlh")).error().kind == glossd::model::ErrorKind::unsupported);
    CHECK(deepl_target(language("sr-Latn")).error().message.find("script") != std::string::npos);
}

TEST_CASE("LibreTranslate's codes and their aliases") {
    CHECK(libretranslate_code(language("zh")) == "zh-Hans");
    CHECK(libretranslate_code(language("zh-HK")) == "zh-Hant");
    CHECK(libretranslate_code(language("pt-BR")) == "pt-BR");
    CHECK(libretranslate_code(language("pt-PT")) == "pt");
    CHECK(libretranslate_code(language("no")) == "nb");
    CHECK(libretranslate_code(language("en-GB")) == "en");
    CHECK(same_libretranslate_code("zt", "zh-Hant"));
    CHECK(same_libretranslate_code("pt-br", "pb"));
    CHECK(same_libretranslate_code("ZH", "zh-Hans"));
    CHECK_FALSE(same_libretranslate_code("pt", "pt-BR"));
}

TEST_CASE("languages have English names") {
    CHECK(english_name(language("es")) == "Spanish");
    CHECK(english_name(language("pt-BR")) == "Portuguese (Brazil)");
    CHECK(english_name(language("zh-Hant-TW")) == "Chinese (Traditional script, Taiwan)");
    CHECK(english_name(language("es-419")) == "Spanish (Latin America)");
    CHECK(english_name(language("ab")) == "Abkhazian");
    CHECK(english_name(language("zu")) == "Zulu");
    CHECK(english_name(language("en-AQ")) == "English");
    CHECK(english_name(language("qqq")).empty());
}
