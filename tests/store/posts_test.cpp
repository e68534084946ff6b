#include "store/posts.hpp"

#include "ledger.hpp"
#include "store/codec.hpp"

#include <doctest/doctest.h>

using namespace glossd::store;
using glossd::model::DeliveryState;
using glossd::model::Post;

namespace {

Post full_post() {
    Post made = post("1", "Body with \"quotes\", \n a newline and 日本語 🙂");
    made.title = "Title";
    made.html = "<p>Body</p>";
    made.language = "en";
    made.published = at(5);
    made.updated = at(-3'000'000'000);
    made.author = "Ana";
    made.tags = {"one", "two"};
    made.links = {"https://example.org/?a=1&b=2"};
    made.media = {{"https://example.org/a.png", "image/png", "alt", 12},
                  {"https://example.org/b.png", "", std::nullopt, 0},
                  {"https://example.org/c.png", "", "", 0}};
    made.content_warning = "spoiler";
    made.poll = glossd::model::Poll{{"yes", "no"}, true, at(9)};
    made.reply_to = "0";
    made.repost = true;
    made.visibility = "unlisted";
    return made;
}

std::int64_t clear(Ledger& ledger, std::int64_t before, int limit = 100,
                   const std::vector<DocumentWindow>& exempt = {}) {
    return ledger([&](Tables& tables) {
        return tables.posts.clear_finished_texts(at(before), limit, exempt);
    });
}

bool cleared(Ledger& ledger, std::int64_t post_id) {
    return ledger([=](Tables& tables) { return tables.posts.get(post_id)->texts_cleared; });
}

}  // namespace

TEST_CASE("a post comes back as it was stored, whatever fields it has") {
    Ledger ledger;
    for (const auto& original : {full_post(), Post{}}) {
        const auto stored = ledger([&](Tables& tables) {
            return tables.posts.get(tables.posts.insert("news", original, key(1), at(7)));
        });
        REQUIRE(stored.has_value());
        CHECK(stored->post == original);
        CHECK(stored->source == "news");
        CHECK(stored->content_hash == key(1));
        CHECK(stored->seen_at == at(7));
        CHECK_FALSE(stored->texts_cleared);
    }
    CHECK_FALSE(ledger([](Tables& tables) { return tables.posts.get(99); }).has_value());
}

TEST_CASE("a post that somebody holds is not read again, until it is changed") {
    Ledger ledger;
    const auto id = ledger(
        [](Tables& tables) { return tables.posts.insert("news", full_post(), key(1), at(7)); });
    const auto shared = [&] {
        return ledger([id](Tables& tables) { return tables.posts.shared(id); });
    };
    const auto first = shared();
    REQUIRE(first);
    CHECK(first->post == full_post());
    CHECK(shared() == first);
    ledger([id](Tables& tables) { tables.posts.replace(id, post("1", "Another"), key(2)); });
    const auto changed = shared();
    CHECK(changed->post.text == "Another");
    CHECK(first->post == full_post());
    CHECK(ledger([](Tables& tables) { return tables.posts.shared(99); }) == nullptr);
}

TEST_CASE("a text that is not UTF-8 after all is stored repaired, not lost") {
    Ledger ledger;
    const auto stored = ledger([](Tables& tables) {
        return tables.posts.get(tables.posts.insert("news", post("1", "a\xff z"), key(1), at(0)));
    });
    CHECK(stored->post.text == "a\xEF\xBF\xBD z");
}

TEST_CASE("a content hash of the wrong size is refused") {
    Ledger ledger;
    const auto result = ledger.run(
        [](Tables& tables) { return tables.posts.insert("news", post("1"), "short", at(0)); });
    CHECK(result.error().kind == glossd::model::ErrorKind::refused);
}

TEST_CASE("retention clears every text of a finished post and keeps the row") {
    Ledger ledger;
    const auto ids = ledger([](Tables& tables) {
        const auto delivery = published_delivery(tables, "1");
        return std::pair(delivery, tables.deliveries.get(delivery)->post_id);
    });
    CHECK(clear(ledger, 100) == 1);
    CHECK(clear(ledger, 100) == 0);
    const auto stored = *ledger([&](Tables& tables) { return tables.posts.get(ids.second); });
    CHECK(stored.texts_cleared);
    CHECK(stored.post.text.empty());
    CHECK(stored.post.url == "https://example.org/1");
    CHECK(stored.content_hash == key(0));
    const auto delivery = *ledger([&](Tables& tables) { return tables.deliveries.get(ids.first); });
    CHECK(delivery.state == DeliveryState::published);
    CHECK(delivery.segments.empty());
    CHECK(delivery.parts.at(0).payload.empty());
    CHECK(delivery.parts.at(0).remote_id == "remote-1");
}

TEST_CASE("what is cleared holds nothing that anybody wrote") {
    const auto bare = without_texts(full_post());
    Post expected;
    expected.id = "1";
    expected.url = "https://example.org/1";
    expected.language = "en";
    expected.published = at(5);
    expected.updated = at(-3'000'000'000);
    expected.reply_to = "0";
    expected.repost = true;
    expected.visibility = "unlisted";
    CHECK(bare == expected);
}

TEST_CASE("retention leaves alone what is unfinished, held, or was touched since") {
    Ledger ledger;
    const auto kept = ledger([](Tables& tables) {
        std::vector<std::int64_t> posts;
        const auto keep = [&](std::int64_t delivery) {
            posts.push_back(tables.deliveries.get(delivery)->post_id);
        };
        keep(plan(tables, insert_post(tables, "planned")));
        keep(ready_delivery(tables, "ready"));
        keep(sending_delivery(tables, "sending"));
        const auto unknown = sending_delivery(tables, "unknown");
        tables.deliveries.set_unknown(unknown, "timeout", at(0));
        keep(unknown);
        const auto held = ready_delivery(tables, "held");
        tables.deliveries.hold(held, "rejected", at(0));
        keep(held);
        const auto late = sending_delivery(tables, "late");
        tables.deliveries.set_part_published(late, 0, "r", "", at(200));
        tables.deliveries.set_published(late, at(200));
        keep(late);
        const auto mixed = published_delivery(tables, "mixed");
        plan(tables, tables.deliveries.get(mixed)->post_id, "fr");
        keep(mixed);
        posts.push_back(insert_post(tables, "new", 150));
        return posts;
    });
    CHECK(clear(ledger, 100) == 0);
    for (const auto id : kept) CHECK_FALSE(cleared(ledger, id));
}

TEST_CASE("retention clears posts that led to nothing, and dropped ones, up to the limit") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 5; ++i) insert_post(tables, "filtered " + std::to_string(i), i);
        const auto dropped = ready_delivery(tables, "dropped");
        tables.deliveries.drop(dropped, at(1));
    });
    CHECK(clear(ledger, 100, 4) == 4);
    CHECK(clear(ledger, 100, 4) == 2);
}

TEST_CASE("retention spares what a document shows, even when the limit is small") {
    Ledger ledger;
    const auto posts = ledger([](Tables& tables) {
        std::vector<std::int64_t> made;
        for (int i = 0; i < 5; ++i) {
            const auto delivery = published_delivery(tables, std::to_string(i), "feed", i);
            made.push_back(tables.deliveries.get(delivery)->post_id);
        }
        // Old and shown nowhere, but newer than the others by its row: found behind them.
        made.push_back(insert_post(tables, "elsewhere", 50));
        return made;
    });
    CHECK(clear(ledger, 100, 1, {{"feed", 5}}) == 1);
    CHECK(cleared(ledger, posts[5]));
    CHECK(clear(ledger, 100, 10, {{"feed", 3}}) == 2);
    CHECK(cleared(ledger, posts[0]));
    CHECK(cleared(ledger, posts[1]));
    CHECK_FALSE(cleared(ledger, posts[2]));
}
