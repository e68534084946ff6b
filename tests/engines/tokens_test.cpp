#include "engines/tokens.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;

TEST_CASE("estimates lie near what tokenizers count") {
    // English: about 4.85 characters a token.
    const std::string english = "The museum opens its new exhibition on Saturday morning at ten";
    const auto tokens = estimate_tokens(english);
    CHECK(tokens >= 10);
    CHECK(tokens <= 17);
    CHECK(estimate_tokens("今天天气很好") == 5);  // 0.75 a character
    CHECK(estimate_tokens("🎉🎉") == 5);
    CHECK(estimate_tokens("") == 0);
}

TEST_CASE("a mask counts as a tag, whatever its span") {
    CHECK(estimate_tokens(mask(0)) == 3);
    CHECK(estimate_tokens(mask(123456)) == 3);
}

TEST_CASE("broken UTF-8 is counted, not followed") {
    CHECK(estimate_tokens("\xF0") > 0);
    CHECK(estimate_tokens("\xE4\xBD") > 0);
    CHECK(estimate_tokens("\x80\x80") > 0);
}

TEST_CASE("the answer grows with the target language and with the items") {
    auto one = batch({{"a", masked("A sentence of some length, to be translated.")}});
    one.to = language("es");
    const auto spanish = estimate_tokens(one);
    one.to = language("el");
    const auto greek = estimate_tokens(one);
    CHECK(spanish.input == greek.input);
    CHECK(greek.output > spanish.output);
    one.items.push_back(one.items[0]);
    CHECK(estimate_tokens(one).output >= 2 * greek.output - 1);
    CHECK(estimate_tokens(batch({})) == TokenEstimate{0, 0});
    CHECK(estimate_tokens(one.items[0].text.text, one.from, one.to) == greek);
}
