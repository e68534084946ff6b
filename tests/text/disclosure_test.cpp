#include "text/disclosure.hpp"

#include <doctest/doctest.h>

using glossd::model::Language;
using glossd::text::usual_disclosure;

namespace {

std::string_view in(const char* tag) {
    return usual_disclosure(*Language::parse(tag));
}

}  // namespace

TEST_CASE("a machine translation says what it is in its own language") {
    CHECK(in("es") == "Traducción automática");
    CHECK(in("pt-BR") == "Tradução automática");
    CHECK(in("ja") == "自動翻訳");
}

TEST_CASE("Chinese says it in the script that is read there") {
    CHECK(in("zh") == "自动翻译");
    CHECK(in("zh-Hant") == "自動翻譯");
    CHECK(in("zh-HK") == "自動翻譯");
    CHECK(in("zh-Hans-TW") == "自动翻译");
}

TEST_CASE("a language without words of ours says it in English") {
    CHECK(in("tlh") == "Automatic translation");
}
