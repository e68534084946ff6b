#include "pipeline/intake_page.hpp"

#include "fixture.hpp"

#include <stdexcept>

namespace glossd::pipeline {
namespace {

using std::chrono::hours;

model::WallTime at(int hour) {
    return model::WallTime(hours(480'000 + hour));
}

model::Post post(const std::string& id, const std::string& text, int hour = 0) {
    model::Post made;
    made.id = id;
    made.text = text;
    made.published = at(hour);
    return made;
}

sources::Page page(std::vector<model::Post> posts) {
    sources::Page made;
    made.posts = std::move(posts);
    made.next.state = "cursor";
    return made;
}

// Three posts that differ in everything.
sources::Page three(int hour = 0) {
    return page({post("1", "The first of all the posts", hour),
                 post("2", "A second one follows it", hour),
                 post("3", "And there is a third too", hour)});
}

class Intaking {
  public:
    Intaking() {
        rules.source.name = "news";
        rules.source.first_run.kind = config::FirstRun::Kind::all;
        rules.source.visibility = {"public"};
        rules.dedup.ttl = hours(24);
        rules.hops = {{"es", language("es"), {0}}, {"fr", language("fr"), {0}}};
    }

    IntakeCounts take(const sources::Page& taken, int hour = 0) {
        return world.in_ledger(
            [&](store::Tables& tables) { return take_page(tables, rules, taken, at(hour)); });
    }

    // The source is not new any more.
    void begin(int hour = 0) { take(page({}), hour); }

    std::vector<std::string> planned() {
        return world.in_ledger([](store::Tables& tables) {
            std::vector<std::string> ids;
            for (const auto& delivery : tables.deliveries.pending("es", 0, 100, at(0))) {
                ids.push_back(tables.posts.get(delivery.post_id)->post.id);
            }
            return ids;
        });
    }

    World world;
    IntakeRules rules;
};

using PostIds = std::vector<std::string>;

TEST_CASE("the first run publishes what first_run says, oldest first") {
    using Kind = config::FirstRun::Kind;
    const std::vector<std::pair<config::FirstRun, PostIds>> cases{
        {{Kind::skip, 0}, {}},
        {{Kind::latest, 2}, {"2", "3"}},
        {{Kind::latest, 9}, {"1", "2", "3"}},
        {{Kind::all, 0}, {"1", "2", "3"}}};
    for (const auto& [first_run, expected] : cases) {
        Intaking intaking;
        intaking.rules.source.first_run = first_run;
        const auto counts = intaking.take(three());
        CHECK(counts.read == 3);
        CHECK(counts.fresh == static_cast<std::int64_t>(expected.size()));
        CHECK(counts.skipped == 3 - counts.fresh);
        CHECK(intaking.planned() == expected);
    }
}

TEST_CASE("each new post is planned once for every target") {
    Intaking intaking;
    intaking.take(three());
    const auto all = intaking.world.in_ledger(
        [](store::Tables& tables) { return tables.deliveries.pending("fr", 0, 10, at(0)); });
    CHECK(all.size() == 3);
}

TEST_CASE("an id seen before is known, whatever it says now") {
    Intaking intaking;
    intaking.take(three());
    auto again = three();
    again.posts[0].text = "Rewritten from the ground up";
    const auto counts = intaking.take(again, 1);
    CHECK(counts.known == 3);
    CHECK(counts.fresh == 0);
    CHECK(intaking.planned().size() == 3);
}

TEST_CASE("the same content under another id within the ttl is a duplicate, later it is news") {
    Intaking intaking;
    const std::string text = "The same words stand in each of these posts";
    intaking.take(page({post("1", text, 0)}));
    CHECK(intaking.take(page({post("2", text, 23)}), 23).duplicate == 1);
    // The hit did not extend the time.
    CHECK(intaking.take(page({post("3", text, 25)}), 25).fresh == 1);
    CHECK(intaking.planned() == PostIds{"1", "3"});
    CHECK(intaking.take(page({post("2", text, 23)}), 26).known == 1);
}

TEST_CASE("scope decides whether another source's post is a repeat") {
    for (const auto scope : {config::DedupScope::source, config::DedupScope::all}) {
        Intaking intaking;
        intaking.rules.dedup.scope = scope;
        const std::string text = "The same words stand in each of these posts";
        intaking.take(page({post("1", text)}));
        intaking.rules.source.name = "other";
        const auto counts = intaking.take(page({post("1", text)}));
        CHECK(counts.duplicate == (scope == config::DedupScope::all ? 1 : 0));
    }
}

TEST_CASE("photos without a text are told apart by their addresses") {
    Intaking intaking;
    auto first = post("1", "");
    auto second = post("2", "");
    auto third = post("3", "");
    first.media = third.media = {{"https://example.org/1.jpg", "image/jpeg", std::nullopt}};
    second.media = {{"https://example.org/2.jpg", "image/jpeg", std::nullopt}};
    const auto counts = intaking.take(page({first, second, third}));
    CHECK(counts.fresh == 2);
    CHECK(counts.duplicate == 1);
}

TEST_CASE("max_age skips what is old, but not what came while nobody looked") {
    Intaking intaking;
    intaking.rules.source.max_age = hours(48);
    intaking.begin(100);
    const auto counts = intaking.take(page({post("old", "An old post shown for the first time", 90),
                                            post("missed", "Published while we were down", 101)}),
                                      400);
    CHECK(counts.skipped == 1);
    CHECK(intaking.planned() == PostIds{"missed"});
}

TEST_CASE("a max_age of zero is any age") {
    Intaking intaking;
    intaking.begin(100);
    intaking.take(page({post("old", "An old post shown for the first time", 1)}), 400);
    CHECK(intaking.planned() == PostIds{"old"});
}

TEST_CASE("filters and visibility keep posts back, and count them") {
    Intaking intaking;
    intaking.rules.include = *text::Filter::make({"post", "#art"});
    intaking.rules.exclude = *text::Filter::make({"/spo+iler/"});
    auto hidden = post("4", "A post for friends");
    hidden.visibility = "private";
    auto tagged = post("5", "No word of the list");
    tagged.tags = {"Art"};
    const auto counts = intaking.take(page({post("1", "One post"), post("2", "Nothing here"),
                                            post("3", "A post with a spoooiler"), hidden, tagged}));
    CHECK(counts.filtered == 3);
    CHECK(intaking.planned() == PostIds{"1", "5"});
}

TEST_CASE("a first page that was cut short does not end the first run") {
    Intaking intaking;
    intaking.rules.source.first_run.kind = config::FirstRun::Kind::skip;
    auto cut = page({post("3", "And there is a third too")});
    cut.whole = false;
    CHECK(intaking.take(cut).skipped == 1);
    const auto state =
        intaking.world.in_ledger([](store::Tables& tables) { return tables.cursors.get("news"); });
    CHECK_FALSE(state.first_run_done);
    CHECK(intaking.take(three(), 1).skipped == 2);
    CHECK(intaking.take(page({post("4", "The first that is really new")}), 2).fresh == 1);
}

TEST_CASE("the cursor and the success are stored with the posts") {
    Intaking intaking;
    intaking.world.in_ledger([](store::Tables& tables) {
        auto state = tables.cursors.get("news");
        state.failures = 3;
        state.next_poll = store::Deadline{at(9), at(1)};
        tables.cursors.put("news", state);
    });
    intaking.take(three(), 2);
    const auto state =
        intaking.world.in_ledger([](store::Tables& tables) { return tables.cursors.get("news"); });
    CHECK(state.cursor == "cursor");
    CHECK(state.last_success == at(2));
    CHECK(state.failures == 0);
    CHECK_FALSE(state.next_poll);
}

TEST_CASE("a page is stored as a whole or not at all") {
    Intaking intaking;
    std::optional<model::Result<void>> result;
    intaking.world.database->submit(
        [&](store::Tables& tables) {
            take_page(tables, intaking.rules, three(), at(0));
            throw std::runtime_error("the disk is gone");
        },
        [&](const model::Result<void>& stored) { result = stored; });
    intaking.world.run_until([&] { return result.has_value(); });
    CHECK_FALSE(*result);
    CHECK(intaking.planned().empty());
    CHECK(intaking.take(three()).fresh == 3);
}

TEST_CASE("a poll of several pages is one poll: its first page settles nothing") {
    Intaking intaking;
    intaking.rules.source.first_run.kind = config::FirstRun::Kind::skip;
    auto first = page({});
    first.more = true;
    first.next.state = "half way";
    intaking.take(first);
    CHECK(intaking.world.in_ledger([](store::Tables& tables) {
        return tables.cursors.get("news").cursor;
    }) == "half way");
    intaking.take(three());
    CHECK(intaking.planned().empty());  // still the first run

    // Away for three days: what came meanwhile is not too old, on whichever page it stands.
    intaking.rules.source.max_age = hours(1);
    intaking.take(first, 72);
    intaking.take(page({post("4", "It came while nobody looked", 24)}), 72);
    CHECK(intaking.planned() == PostIds{"4"});
}

TEST_CASE("what is mended or taken back before its delay is over goes out mended, or not at all") {
    Intaking news;
    news.begin();
    news.rules.source.delay = hours(2);
    const auto show = [&](std::vector<model::Post> posts, int hour) {
        auto shown = page(std::move(posts));
        shown.lists_newest = true;
        news.take(shown, hour);
    };
    const auto old = post("0", "An older post stays", 0);
    show({old, post("1", "It has a tpyo", 1), post("2", "To be regretted", 1)}, 1);
    show({old, post("1", "It has a typo", 1)}, 2);
    const auto left = news.world.in_ledger([](store::Tables& tables) {
        std::vector<std::string> texts;
        for (const auto& delivery : tables.deliveries.pending("es", 0, 100, at(5))) {
            texts.push_back(tables.posts.get(delivery.post_id)->post.text);
        }
        return texts;
    });
    CHECK(left == std::vector<std::string>{"An older post stays", "It has a typo"});
}

TEST_CASE("once the delay is over a post stays as it was, mended or not") {
    Intaking news;
    news.begin();
    news.rules.source.delay = hours(2);
    auto first = page({post("1", "It has a tpyo", 1)});
    first.lists_newest = true;
    news.take(first, 1);
    auto later = page({post("1", "It has a typo", 1)});
    later.lists_newest = true;
    news.take(later, 4);
    const auto stored =
        news.world.in_ledger([](store::Tables& tables) { return tables.posts.get(1)->post.text; });
    CHECK(stored == "It has a tpyo");
}

TEST_CASE("posts that newer ones push out of a feed with an old one on top are not taken back") {
    Intaking news;
    news.begin();
    news.rules.source.delay = hours(2);
    const auto pinned = post("0", "An old one stays on top", 0);
    auto first =
        page({pinned, post("1", "The first of two", 1), post("2", "The second of two", 1)});
    first.lists_newest = true;
    news.take(first, 1);
    auto later = page({pinned, post("3", "A burst", 2), post("4", "Of news", 2)});
    later.lists_newest = true;
    news.take(later, 2);
    const auto waiting = news.world.in_ledger([](store::Tables& tables) {
        return tables.deliveries.pending("es", 0, 100, at(5)).size();
    });
    CHECK(waiting == 5);
}

TEST_CASE("what a post was mended to is not published again under another id") {
    Intaking news;
    news.begin();
    news.rules.source.delay = hours(2);
    news.take(page({post("1", "It has a tpyo", 1)}), 1);
    news.take(page({post("1", "It has a typo", 1)}), 2);
    CHECK(news.take(page({post("9", "It has a typo", 2)}), 2).duplicate == 1);
}

TEST_CASE("a feed that is cut short takes nothing back") {
    Intaking news;
    news.begin();
    news.rules.source.delay = hours(2);
    auto first = page({post("0", "An older post stays", 0), post("1", "A newer one", 1)});
    first.lists_newest = true;
    news.take(first, 1);
    auto empty = page({});
    empty.lists_newest = true;
    news.take(empty, 2);
    auto broken = page({post("0", "An older post stays", 0)});
    news.take(broken, 2);
    const auto waiting = news.world.in_ledger([](store::Tables& tables) {
        return tables.deliveries.pending("es", 0, 100, at(5)).size();
    });
    CHECK(waiting == 2);
}

}  // namespace
}  // namespace glossd::pipeline
