#include "pipeline/memory_import.hpp"

#include "model/delivery.hpp"
#include "pipeline/memory_key.hpp"
#include "text/mask.hpp"
#include "text/mask_tags.hpp"

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using namespace std::chrono_literals;

const model::WallTime import_time{std::chrono::seconds(1'700'000'000)};

store::Remembered row(const std::string& source, const std::string& text,
                      const std::string& style = "") {
    store::Remembered made;
    made.from = "en";
    made.to = "es";
    made.source = text::tags_as_masks(source);
    made.text = text::tags_as_masks(text);
    made.style = style;
    return made;
}

std::string refusal(const store::Remembered& made) {
    const auto admitted = admit(made, import_time);
    return admitted ? "" : admitted.error().message;
}

TEST_CASE("a masked row gets the key under which its text is looked up") {
    const auto post = text::mask("Read https://a.example/x now");
    const auto admitted = admit(row("Read <x0/> now", "Lee <x0/> ya", "llm/v1"), import_time);
    REQUIRE(admitted);
    CHECK(admitted->key ==
          memory_key(post, *model::Language::parse("en"), *model::Language::parse("es"), "llm/v1"));
    CHECK_FALSE(admitted->by_hand);
    CHECK(admitted->engine == "imported");
    CHECK(admitted->created == import_time);
}

TEST_CASE("a plain row of another tool is masked, and is a person's") {
    const auto post = text::mask("Read https://a.example/x now #news");
    const auto admitted = admit(
        row("Read https://a.example/x now #news", "Lee https://a.example/x ya #news"), import_time);
    REQUIRE(admitted);
    CHECK(text::masks_as_tags(admitted->text) == "Lee <x0/> ya");
    CHECK(admitted->source == post.text);
    CHECK(admitted->by_hand);
    CHECK(admitted->key ==
          by_hand_key(post, *model::Language::parse("en"), *model::Language::parse("es")));
}

TEST_CASE("who made a row and when stays, but nothing comes from the future") {
    auto made = row("Hello there", "Hola", model::by_hand);
    made.engine = "by hand";
    made.created = import_time - 24h;
    CHECK(admit(made, import_time)->created == import_time - 24h);
    CHECK(admit(made, import_time)->by_hand);
    made.created = import_time + 24h;
    CHECK(admit(made, import_time)->created == import_time);
}

TEST_CASE("languages are put into their usual form, and an unknown source language has none") {
    auto made = row("Hello there", "Olá");
    made.from = "und";
    made.to = "PT-br";
    const auto admitted = admit(made, import_time);
    REQUIRE(admitted);
    CHECK(admitted->from.empty());
    CHECK(admitted->to == "pt-BR");
}

TEST_CASE("a row is refused with what is wrong with it") {
    const std::vector<std::pair<store::Remembered, std::string>> wrong{
        {row("", "Hola"), "source is missing"},
        {row("Hello", ""), "text is missing"},
        {row("Read <x0/> now", "Lee ya"), "lost <x0/>"},
        {row("Read <x0/> now", "Lee <x0/> <x0/>"), "doubled <x0/>"},
        {row("Read <x1/> now", "Lee <x1/>"), "not numbered"},
        {row("Read https://a.example/x now", "Lee ya"), "loses https://a.example/x"},
        {row("Read this now", "Lee esto: https://evil.example/x"), "adds https://evil.example/x"},
        {row("Read <x0/> now", "Lee <x0/> https://evil.example/x"), "different links"},
        {row("17", "17"), "nothing to translate"},
        {row("Hello\x01there", "Hola"), "control characters"},
        {row("Hello", "Hola \xff"), "not UTF-8"},
        {row("Hello", std::string(70'000, 'a')), "longer than 64 KiB"}};
    for (const auto& one : wrong) {
        CAPTURE(one.second);
        CHECK(refusal(one.first).find(one.second) != std::string::npos);
    }
    auto nowhere = row("Hello", "Hola");
    nowhere.to = "";
    CHECK(refusal(nowhere).find("to:") == 0);
    nowhere.to = "no language";
    CHECK(refusal(nowhere).find("to:") == 0);
}

}  // namespace
}  // namespace glossd::pipeline
