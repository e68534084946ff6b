#include "api/story_json.hpp"

#include "store/ledger.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace glossd;
using store::Ledger;
using store::Tables;

namespace {

constexpr model::WallTime then{std::chrono::hours(480'000)};

// Two targets, one engine; "ca" was added after the post.
config::Config followed(const std::string& language) {
    config::Config config;
    config.sources.resize(1);
    config.sources[0].name = "news";
    config.sources[0].type = "feed";
    if (!language.empty()) config.sources[0].language = *model::Language::parse(language);
    config.engines.resize(1);
    config.engines[0].name = "mt";
    for (const auto* name : {"es", "ca"}) {
        auto& target = config.targets.emplace_back();
        target.name = name;
        target.type = "mastodon";
        target.language = *model::Language::parse(name);
    }
    config.routes.resize(1);
    config.routes[0].sources = {"news"};
    config.routes[0].targets = {"es", "ca"};
    config.routes[0].engines = {"mt"};
    return config;
}

std::int64_t some_post(Tables& tables) {
    model::Post post;
    post.id = "tag:7";
    post.url = "https://news.example/7";
    post.language = "en-GB";
    post.text = "Read https://news.example/more about it, @ana";
    post.published = then;
    return tables.posts.insert("news", post, std::string(32, '\x01'), then);
}

}  // namespace

TEST_CASE("the story of a post says what was read, why its language, and what became of it") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto post = some_post(tables);
        const auto delivery = store::plan(tables, post);
        tables.deliveries.set_ready(delivery,
                                    {{model::SegmentKind::body,
                                      "Lee ...",
                                      "mt",
                                      true,
                                      false,
                                      {{"mt", "numbers", "repaired", "a number was lost"}}}},
                                    then);
        tables.deliveries.hold(delivery, "the account is locked", then);

        const auto story = api::story_json(followed(""), tables, post);
        REQUIRE(story);
        CHECK((*story)["post"]["source_id"] == "tag:7");
        CHECK((*story)["language"]["used"] == "en-GB");
        CHECK((*story)["language"]["votes"][0]["of"] == "post tag");
        CHECK((*story)["segments"][0]["spans"][0]["text"] == "https://news.example/more");
        CHECK((*story)["segments"][0]["spans"][1]["kind"] == "mention");
        const auto& told = (*story)["deliveries"][0];
        CHECK(told["state"] == "held");
        CHECK(told["reason"] == "the account is locked");
        CHECK(told["engines"].dump() == R"(["mt"])");
        CHECK(told["segments"][0]["engine"] == "mt");
        CHECK(told["segments"][0]["cached"] == true);
        CHECK(told["segments"][0]["trail"][0]["what"] == "numbers");
        CHECK(told["segments"][0]["trail"][0]["outcome"] == "repaired");
        CHECK_FALSE(told["history"].empty());
        CHECK((*story)["not_planned"].dump() == R"(["ca"])");
    });
}

TEST_CASE("what the operator says of a source's language is the reason before the post's tag") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto story = api::story_json(followed("en"), tables, some_post(tables));
        REQUIRE(story);
        CHECK((*story)["language"]["used"] == "en");
        CHECK((*story)["language"]["votes"][0]["of"] == "source setting");
        CHECK((*story)["language"]["votes"][1]["language"] == "en-GB");
        CHECK((*story)["deliveries"].empty());
    });
}

TEST_CASE("a post that the ledger does not have has no story") {
    Ledger ledger;
    ledger([](Tables& tables) { CHECK_FALSE(api::story_json(followed("en"), tables, 99)); });
}
