// A person's text and a person's word, as moves of the outbox.
#include "ledger.hpp"

using namespace glossd::store;
using glossd::model::DeliveryState;
using glossd::model::ErrorKind;
using Segments = std::vector<glossd::model::TranslatedSegment>;

namespace {

const Segments corrected{{{}, "Buenas", glossd::model::by_hand, false, false}};

}  // namespace

TEST_CASE("an edit makes the next version of what waits, and its old parts are gone") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "a", 2);
        tables.deliveries.hold(id, "rejected", at(5));
        CHECK(tables.deliveries.edit(id, corrected, at(6)).value() == 2);
        const auto delivery = *tables.deliveries.get(id);
        CHECK(delivery.version == 2);
        CHECK(delivery.state == DeliveryState::held);
        CHECK(delivery.segments == corrected);
        CHECK(delivery.parts.empty());
        CHECK(tables.deliveries.history(id).find("edited by hand") != std::string::npos);
        CHECK(tables.deliveries.approve(id, at(7)));
        tables.deliveries.set_sending(id, parts(1, "new"), at(8), "me", at(60), 2);
        CHECK(tables.deliveries.get(id)->parts.at(0).key == "new0");
    });
}

TEST_CASE("nothing that is out, or may be, is edited") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto planned = plan(tables, insert_post(tables, "p"));
        const auto sending = sending_delivery(tables, "s");
        const auto published = published_delivery(tables, "x", "fr");
        const auto begun = sending_delivery(tables, "b", 2);
        tables.deliveries.set_part_published(begun, 0, "r", "", at(3));
        const auto doubtful = sending_delivery(tables, "d");
        tables.deliveries.set_unknown(doubtful, "timeout", at(3));
        const auto held_in_doubt = sending_delivery(tables, "h");
        tables.deliveries.set_unknown(held_in_doubt, "timeout", at(3));
        tables.deliveries.hold(held_in_doubt, "nobody can read it back", at(4));
        for (const auto id : {planned, sending, published, begun, doubtful, held_in_doubt}) {
            CAPTURE(id);
            const auto before = tables.deliveries.get(id);
            CHECK(tables.deliveries.edit(id, corrected, at(9)).error().kind ==
                  ErrorKind::invalid_input);
            CHECK(tables.deliveries.get(id) == before);
        }
        CHECK(tables.deliveries.edit(999, corrected, at(9)).error().kind == ErrorKind::not_found);
    });
}

TEST_CASE("only what is held with a translation, and surely not out, is approved") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto held = ready_delivery(tables, "a");
        CHECK(tables.deliveries.approve(held, at(1)).error().kind == ErrorKind::invalid_input);
        tables.deliveries.hold(held, "waits for your approval", at(2));
        CHECK(tables.deliveries.approve(held, at(3)));
        CHECK(state_of(tables, held) == DeliveryState::ready);
        CHECK(tables.deliveries.get(held)->reason.empty());
        CHECK(tables.deliveries.history(held).find("approved by hand") != std::string::npos);

        const auto untranslated = plan(tables, insert_post(tables, "b"));
        tables.deliveries.hold(untranslated, "no engine translated it", at(2));
        CHECK_FALSE(tables.deliveries.approve(untranslated, at(3)));
        CHECK(state_of(tables, untranslated) == DeliveryState::held);

        const auto doubtful = sending_delivery(tables, "d");
        tables.deliveries.set_unknown(doubtful, "timeout", at(3));
        tables.deliveries.hold(doubtful, "nobody can read it back", at(4));
        CHECK_FALSE(tables.deliveries.approve(doubtful, at(5)));
        CHECK(tables.deliveries.approve(999, at(5)).error().kind == ErrorKind::not_found);
    });
}

TEST_CASE("a sender that has an older text in hand sends nothing") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return ready_delivery(tables, "a"); });
    ledger([id](Tables& tables) { REQUIRE(tables.deliveries.edit(id, corrected, at(2))); });
    const auto late = ledger.run([id](Tables& tables) {
        tables.deliveries.set_sending(id, parts(1), at(3), "me", at(60), 1);
    });
    CHECK(late.error().kind == ErrorKind::invalid_input);
    const auto shortened =
        ledger.run([id](Tables& tables) { tables.deliveries.set_segments(id, {}, at(3), 1); });
    CHECK(shortened.error().kind == ErrorKind::invalid_input);
    ledger([id](Tables& tables) {
        CHECK(tables.deliveries.get(id)->segments == corrected);
        tables.deliveries.set_sending(id, parts(1), at(3), "me", at(60), 2);
    });
}
