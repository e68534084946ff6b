#include "publishers/table.hpp"

#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;

TEST_CASE("every kind in the table is made from its settings") {
    for (const auto* type : {"mastodon", "webhook"}) {
        const auto made = make_publisher(target_settings(type));
        REQUIRE(made);
        CHECK(std::holds_alternative<PublisherPtr>(*made));
    }
    const auto feed = make_publisher(target_settings("feed"));
    REQUIRE(feed);
    CHECK(std::holds_alternative<DocumentPublisherPtr>(*feed));
}

TEST_CASE("an unknown kind of target is refused with the kinds there are") {
    const auto made = make_publisher(target_settings("mastadon"));
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == model::ErrorKind::config);
    CHECK(made.error().message ==
          "target \"es\": type \"mastadon\" is not one of: mastodon, x, webhook, feed");
}

TEST_CASE("a target without what its kind needs is refused with the key that is missing") {
    auto settings = target_settings("mastodon");
    settings.token = {};
    CHECK(make_publisher(settings).error().message == "target \"es\": `token` is missing");
    settings.server.clear();
    CHECK(make_publisher(settings).error().message == "target \"es\": `server` is missing");

    settings = target_settings("webhook");
    settings.url.clear();
    CHECK(make_publisher(settings).error().message == "target \"es\": `url` is missing");

    settings = target_settings("x");
    CHECK(make_publisher(settings).error().message == "target \"es\": `access_token` is missing");

    settings = target_settings("feed");
    settings.path.clear();
    CHECK(make_publisher(settings).error().message == "target \"es\": `path` is missing");
}

TEST_CASE("only Mastodon and X have a usual length") {
    CHECK(usual_length("x") == text::LengthRule{text::Counting::x, 280, 23, true});
    CHECK(usual_length("mastodon") == text::LengthRule{text::Counting::mastodon, 500, 23, true});
    CHECK(usual_length("webhook").limit == 0);
    CHECK(usual_length("feed").limit == 0);
    CHECK(usual_length("nothing").limit == 0);
}
