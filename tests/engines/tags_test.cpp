#include "engines/tags.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace {

// Tags: item a has 1 and 2 and ends in 3; item b has none and ends in 4.
Batch two_items() {
    return batch({{"a", masked("Hi {0} and {1}", {"@ana", "@bob"})}, {"b", masked("Bye")}});
}

}  // namespace

TEST_CASE("tags are unique across the batch and every item ends in its own") {
    const auto items = two_items();
    const TagNumbers tags(items);
    CHECK(tags.outgoing(0) == Pieces{"Hi ", tag(1), " and ", tag(2), tag(3)});
    CHECK(tags.outgoing(1) == Pieces{"Bye", tag(4)});
    CHECK(tags.span(0, 2)->text == "@bob");
    CHECK(tags.span(0, 3) == nullptr);
    CHECK(tags.span(1, 2) == nullptr);
}

TEST_CASE("an answer with its own tags becomes masked text again, in the answer's order") {
    const auto items = two_items();
    const TagNumbers tags(items);
    const auto reply = tags.accept(0, {tag(2), " y ", tag(1), " hola", tag(3)});
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    CHECK(reply.text == mask(1) + " y " + mask(0) + " hola");
}

TEST_CASE("an answer with wrong tags is refused and says why") {
    const auto items = two_items();
    const TagNumbers tags(items);
    struct Case {
        std::size_t item;
        Pieces answer;
        const char* says;
    };
    const std::vector<Case> cases{
        {1, {"Hola ", tag(1), " y ", tag(2), tag(3)}, "belongs to item \"a\""},
        {0, {"Adiós", tag(4)}, "belongs to item \"b\""},
        {1, {"Adiós"}, "end tag is missing"},
        {1, {"Adiós", tag(4), tag(4)}, "more than once"},
        {1, {"Adiós", tag(99), tag(4)}, "never sent"},
        {0, {"Hola ", tag(1), tag(3)}, "lost tag 2 (mention)"},
        {0, {tag(1), " y ", tag(1), tag(2), tag(3)}, "doubled tag 1 (mention)"},
        {0, {"Hola ", tag(1), tag(3), " y ", tag(2)}, "behind its end tag"},
        {1, {"Adiós", tag(4), " (translated with care)"}, "behind its end tag"},
        {1, {tag(4)}, "empty"},
        {1, {" \n", tag(4)}, "empty"},
        {1, {}, "end tag is missing"},
    };
    for (const auto& wrong : cases) {
        const auto reply = tags.accept(wrong.item, wrong.answer);
        INFO(wrong.says);
        CHECK(reply.id == items.items[wrong.item].id);
        CHECK(reply.outcome.kind == OutcomeKind::transient);
        CHECK(reply.outcome.message.find(wrong.says) != std::string::npos);
        CHECK(reply.text.empty());
    }
}

TEST_CASE("a full stop behind the end tag belongs to the translation") {
    const auto items = batch({{"a", masked("Bye.")}});
    const TagNumbers tags(items);
    CHECK(tags.accept(0, {"Adiós ", tag(1), ".\n"}).text == "Adiós.");
    CHECK(tags.accept(0, {"再见", tag(1), "。"}).text == "再见。");
}

TEST_CASE("outer blanks are the source's") {
    const auto items = batch({{"a", masked(" Bye\n")}, {"b", masked("Bye")}});
    const TagNumbers tags(items);
    CHECK(tags.accept(0, {"Adiós", tag(1)}).text == " Adiós\n");
    CHECK(tags.accept(1, {"\n Adiós ", tag(2)}).text == "Adiós");
}

TEST_CASE("a tag said twice in a row is left to the checks") {
    const auto items = batch({{"a", masked("Hi {0}", {"@ana"})}});
    const TagNumbers tags(items);
    CHECK(tags.accept(0, {"Hola ", tag(1), " ", tag(1), tag(2)}).text ==
          "Hola " + mask(0) + " " + mask(0));
}

TEST_CASE("an answer cannot forge a mask") {
    const auto items = batch({{"a", masked("Hi {0}", {"@ana"})}});
    const TagNumbers tags(items);
    const auto reply = tags.accept(0, {"Hola \x0E"
                                       "7\x0F ",
                                       tag(1), tag(2)});
    CHECK(reply.text.find(mask(7)) == std::string::npos);
    CHECK(split_masks(reply.text).back() == Piece(tag(0)));
}

TEST_CASE("without end marks the tags still tell shifted items apart") {
    const auto items = two_items();
    const TagNumbers tags(items, EndMark::absent);
    CHECK(tags.outgoing(1) == Pieces{"Bye"});
    CHECK(tags.accept(1, {"Adiós"}).outcome.kind == OutcomeKind::ok);
    CHECK(tags.accept(1, {"Adiós", tag(1)}).outcome.kind == OutcomeKind::transient);
    CHECK(tags.accept(0, {tag(1), tag(2), tag(3)}).outcome.kind == OutcomeKind::transient);
}

TEST_CASE("masked text comes apart and together again") {
    const auto text = "a" + mask(0) + mask(12) + "b";
    CHECK(split_masks(text) == Pieces{"a", tag(0), tag(12), "b"});
    CHECK(join_masks(split_masks(text)) == text);
    CHECK(split_masks("").empty());
    CHECK(split_masks("a\x0E").size() == 1);
}
