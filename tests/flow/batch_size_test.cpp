#include "flow/batch_size.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::BatchBounds;
using glossd::flow::BatchSeen;
using glossd::flow::BatchSize;
using glossd::flow::GuessedTokens;

namespace {

const BatchBounds middling{.most_texts = 100, .target = 10s, .most_output = 32'000};

// A model that takes a second to begin and a hundredth for each token it writes; it writes
// `factor` tokens for each one guessed.
BatchSeen call_of(int texts, double output, double factor = 1, int failed = 0) {
    return {.texts = texts,
            .failed = failed,
            .guessed = {output, output},
            .input = 400 + output,
            .output = factor * output,
            .took = std::chrono::duration<double>(1 + 0.01 * factor * output)};
}

BatchSize learned(const BatchBounds& bounds, double factor = 1) {
    BatchSize size(bounds);
    for (int i = 0; i < 30; ++i) {
        size.answered("es", call_of(10, 200, factor));
        size.answered("es", call_of(10, 600, factor));
    }
    return size;
}

}  // namespace

TEST_CASE("a batch has room for the tokens that fit into the target time") {
    const auto size = learned(middling);
    CHECK(size.to_begin().count() == doctest::Approx(1).epsilon(0.02));
    CHECK(size.per_token().count() == doctest::Approx(0.01).epsilon(0.02));
    CHECK(size.room("es").output == doctest::Approx(900).epsilon(0.03));
}

TEST_CASE("a model nobody has asked yet is taken for a middling one") {
    const BatchSize size(middling);
    CHECK(size.room("es").output == doctest::Approx(950));
    CHECK(size.room("es").texts == 100);
}

TEST_CASE("an engine that counts no tokens is not bounded before it was timed") {
    BatchSize size({.most_texts = 50, .target = 10s});
    CHECK(size.room("es").output == 0);
    BatchSeen call{.texts = 10, .guessed = {500, 500}, .took = 5s};
    for (int i = 0; i < 5; ++i) size.answered("es", call);
    CHECK(size.room("es").output == doctest::Approx(1000));
    CHECK(size.room("es").both == 0);
}

TEST_CASE("calls that are all alike are taken as if each token had its share of the time") {
    BatchSize size(middling);
    for (int i = 0; i < 10; ++i) size.answered("es", call_of(8, 400));
    CHECK(size.to_begin().count() == doctest::Approx(0));
    CHECK(size.per_token().count() == doctest::Approx(5.0 / 400));
    CHECK(size.room("es").output == doctest::Approx(800));
}

TEST_CASE("a language whose tokens were guessed too low gets fewer texts, another does not") {
    const auto size = learned(middling, 2);
    CHECK(size.room("es").output == doctest::Approx(450).epsilon(0.03));
    CHECK(size.room("ja").output == doctest::Approx(900).epsilon(0.03));
}

TEST_CASE("a service too slow for its target gets a fifth of it for the texts") {
    BatchSize size(middling);
    for (int i = 0; i < 20; ++i) {
        auto call = call_of(10, i % 2 ? 200 : 600);
        call.took += 30s;
        size.answered("es", call);
    }
    CHECK(size.room("es").output == doctest::Approx(200).epsilon(0.03));
}

TEST_CASE("no target time means that only the answer's cap bounds a batch") {
    BatchSize size({.most_texts = 100, .most_output = 1000});
    CHECK(size.room("es").output == doctest::Approx(700));
}

TEST_CASE("prompt, question, answer and a buffer fit into the context window") {
    auto bounds = middling;
    bounds.target = 1h;
    bounds.context_window = 4096;
    const auto size = learned(bounds);
    // The prompt was seen to be 400 tokens: 3196 are left; an answer may be a quarter longer.
    CHECK(size.room("es").both == doctest::Approx(3196 / 1.25).epsilon(0.02));
    const auto room = size.room("es");
    CHECK(room.holds({1200, 1300}));
    CHECK_FALSE(room.holds({1300, 1300}));
}

TEST_CASE("a window hardly larger than the prompt still lets a text through") {
    auto bounds = middling;
    bounds.context_window = 10;
    const BatchSize size(bounds);
    CHECK(size.room("es").texts == 100);
    CHECK(size.room("es").both > 0);
}

TEST_CASE("no call carries more than a hundred texts, and none fewer than one") {
    CHECK(BatchSize({.most_texts = 1000}).room("es").texts == 100);
    CHECK(BatchSize({.most_texts = 0}).room("es").texts == 1);
}

TEST_CASE("a batch that came back as nothing halves the next, down to one text") {
    BatchSize size(middling);
    size.overtaxed(100);
    CHECK(size.room("es").texts == 50);
    size.overtaxed(20);
    CHECK(size.room("es").texts == 10);
    for (const int texts : {10, 5, 2, 1, 1}) size.overtaxed(texts);
    CHECK(size.room("es").texts == 1);
}

TEST_CASE("now and then a bad text is nothing, but many make batches smaller") {
    BatchSize size(middling);
    for (int i = 0; i < 20; ++i) size.answered("es", call_of(40, 400, 1, i % 5 == 0 ? 1 : 0));
    CHECK(size.room("es").texts == 100);
    size.answered("es", call_of(40, 400, 1, 12));
    CHECK(size.room("es").texts == 20);
}

TEST_CASE("what fails alone does not fail for its company") {
    BatchSize size(middling);
    for (int i = 0; i < 20; ++i) size.answered("es", call_of(1, 40, 1, 1));
    size.overtaxed(1);
    CHECK(size.room("es").texts == 100);
}

TEST_CASE("five full batches without a fault add one text, up to what is allowed") {
    BatchSize size({.most_texts = 10, .target = 10s, .most_output = 32'000});
    size.overtaxed(10);
    REQUIRE(size.room("es").texts == 5);
    for (int i = 0; i < 5; ++i) size.answered("es", call_of(5, 100));
    CHECK(size.room("es").texts == 6);
    for (int i = 0; i < 100; ++i) size.answered("es", call_of(1, 20));
    CHECK(size.room("es").texts == 6);
    for (int i = 0; i < 100; ++i) size.answered("es", call_of(10, 200));
    CHECK(size.room("es").texts == 10);
}
