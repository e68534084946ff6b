#include "pipeline/waiting_texts.hpp"

#include <memory>
#include <string>

#include <doctest/doctest.h>

using glossd::flow::BatchRoom;
using glossd::pipeline::Flight;
using glossd::pipeline::FlightPtr;
using glossd::pipeline::WaitingTexts;

namespace {

constexpr std::size_t any_characters = 0;

FlightPtr flight_of(const std::string& text, double tokens) {
    auto flight = std::make_shared<Flight>();
    flight->masked.text = text;
    flight->tokens = {tokens, tokens};
    return flight;
}

std::string texts_of(const std::vector<FlightPtr>& flights) {
    std::string all;
    for (const auto& flight : flights) all += flight->masked.text;
    return all;
}

}  // namespace

TEST_CASE("the longest waiting goes first, with those of about its length") {
    WaitingTexts waiting;
    for (const auto* text : {"a", "b", "C", "d", "E"}) {
        const bool is_long = text[0] < 'a';
        waiting.push(flight_of(text, is_long ? 400 : 40));
    }
    CHECK(texts_of(waiting.take({.texts = 3}, any_characters)) == "abd");
    CHECK(texts_of(waiting.take({.texts = 3}, any_characters)) == "CE");
    CHECK(waiting.empty());
}

TEST_CASE("a call that is not full takes texts of any length") {
    WaitingTexts waiting;
    waiting.push(flight_of("a", 40));
    waiting.push(flight_of("B", 400));
    waiting.push(flight_of("c", 40));
    CHECK(texts_of(waiting.take({.texts = 8}, any_characters)) == "acB");
}

TEST_CASE("a call carries no more tokens than there is room for, but always one text") {
    WaitingTexts waiting;
    for (const auto* text : {"a", "b", "c"}) waiting.push(flight_of(text, 50));
    CHECK(texts_of(waiting.take({.texts = 8, .output = 100}, any_characters)) == "ab");
    CHECK(texts_of(waiting.take({.texts = 8, .output = 10}, any_characters)) == "c");
    for (const auto* text : {"a", "b", "c"}) waiting.push(flight_of(text, 50));
    CHECK(texts_of(waiting.take({.texts = 8, .both = 199}, any_characters)) == "a");
}

TEST_CASE("texts that go again in smaller company keep to it") {
    WaitingTexts waiting;
    const auto burnt = flight_of("b", 40);
    burnt->batch_limit = 2;
    waiting.push(flight_of("a", 40));
    waiting.push(burnt);
    waiting.push(flight_of("c", 40));
    CHECK(texts_of(waiting.take({.texts = 8}, any_characters)) == "ab");
}

TEST_CASE("how many calls are waiting follows texts and tokens, whichever needs more") {
    WaitingTexts waiting;
    CHECK(waiting.calls({.texts = 4}) == 0);
    for (int i = 0; i < 10; ++i) waiting.push(flight_of("x", 50));
    CHECK(waiting.calls({.texts = 4}) == 3);
    CHECK(waiting.calls({.texts = 100, .output = 100}) == 5);
    CHECK(waiting.calls({.texts = 100, .output = 1}) == 10);
    CHECK(waiting.calls({.texts = 100, .both = 250}) == 4);
    CHECK(waiting.fill_one({.texts = 10}));
    CHECK_FALSE(waiting.fill_one({.texts = 11}));
    CHECK(waiting.fill_one({.texts = 11, .output = 499}));
}

TEST_CASE("what was taken is not counted any more") {
    WaitingTexts waiting;
    for (int i = 0; i < 4; ++i) waiting.push(flight_of("x", 50));
    waiting.take({.texts = 3}, any_characters);
    CHECK(waiting.calls({.texts = 8, .output = 10}) == 1);
    CHECK(waiting.take_all().size() == 1);
    CHECK(waiting.calls({.texts = 8, .output = 10}) == 0);
}
