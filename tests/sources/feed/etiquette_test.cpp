#include "sources/feed/etiquette.hpp"

#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources::feed;
using namespace std::chrono_literals;

namespace glossd::sources::feed {
namespace {

model::HttpReply with(model::Headers headers, int status = 200) {
    return {status, std::move(headers), {}, "https://feed.example/f", {}};
}

using Wait = std::optional<model::Duration>;

}  // namespace

TEST_CASE("validators are kept byte for byte") {
    const auto kept =
        validators_of(with({{"etag", "W/\"a b\""}, {"LAST-MODIFIED", "Sat,  1 Aug 2026 junk"}}));
    CHECK(kept.etag == "W/\"a b\"");
    CHECK(kept.last_modified == "Sat,  1 Aug 2026 junk");
    CHECK(kept.address == "https://feed.example/f");
    CHECK(validators_of(with({{"ETag", "\"\xFF\""}})).etag.empty());
}

TEST_CASE("Cache-Control decides, else Expires against the server's own clock") {
    CHECK(header_interval(with({{"Cache-Control", "public, Max-Age=600"}}), noon()) == Wait(600s));
    CHECK(header_interval(with({{"Cache-Control", "max-age=0, no-cache"},
                                {"Expires", "Sat, 01 Aug 2037 00:00:00 GMT"}}),
                          noon()) == std::nullopt);
    CHECK(header_interval(with({{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"},
                                {"Expires", "Sat, 01 Aug 2026 12:10:00 GMT"}}),
                          noon()) == Wait(10min));
    CHECK(header_interval(with({{"Expires", "Sun, 02 Aug 2026 12:05:00 GMT"}}), noon()) ==
          Wait(5min));
    CHECK(header_interval(with({{"Expires", "0"}}), noon()) == std::nullopt);
    CHECK(header_interval(with({{"Expires", "Thu, 01 Jan 1970 00:00:00 GMT"}}), noon()) ==
          std::nullopt);
    CHECK(header_interval(with({}), noon()) == std::nullopt);
}

TEST_CASE("nobody may ask for more than a day") {
    CHECK(header_interval(with({{"Cache-Control", "max-age=31536000"}}), noon()) == Wait(24h));
    CHECK(header_interval(with({{"Cache-Control", "max-age=99999999999999999999"}}), noon()) ==
          Wait(24h));
    CHECK(document_interval(~0ULL, "yearly", 1) == Wait(24h));
}

TEST_CASE("a document asks by ttl or by period and frequency") {
    CHECK(document_interval(90, "", 0) == Wait(90min));
    CHECK(document_interval(0, "hourly", 2) == Wait(30min));
    CHECK(document_interval(60, "daily", 12) == Wait(2h));
    CHECK(document_interval(60, "hourly", 0) == Wait(1h));
    CHECK(document_interval(0, "whenever", 3) == std::nullopt);
}

TEST_CASE("Retry-After is seconds or a date") {
    CHECK(retry_after(with({{"Retry-After", " 120 "}}), noon()) == Wait(2min));
    CHECK(retry_after(with({{"Retry-After", "Sun, 02 Aug 2026 12:01:00 GMT"}}), noon()) ==
          Wait(1min));
    CHECK(retry_after(with({{"Retry-After", "Sun, 02 Aug 2020 12:01:00 GMT"}}), noon()) ==
          Wait(0s));
    CHECK(retry_after(with({{"Retry-After", "99999999999"}}), noon()) == Wait(24h));
    CHECK(retry_after(with({{"Retry-After", "soon"}}), noon()) == std::nullopt);
    CHECK(retry_after(with({}), noon()) == std::nullopt);
}

TEST_CASE("only permanent redirects from the start on move a feed") {
    CHECK(permanent_move({{301, "https://a/"}, {308, "https://b/"}}) == "https://b/");
    CHECK(permanent_move({{301, "https://a/"}, {302, "https://b/"}, {301, "https://c/"}}) ==
          "https://a/");
    CHECK(permanent_move({{307, "https://a/"}, {301, "https://b/"}}).empty());
    CHECK(permanent_move({}).empty());
}

TEST_CASE("a status says what to do next") {
    const auto kind = [](int status, model::Headers headers = {}) {
        return refusal(with(std::move(headers), status), "https://u:pw@feed.example/f?key=s",
                       noon());
    };
    CHECK(kind(401).kind == model::OutcomeKind::unauthorized);
    CHECK(kind(403).kind == model::OutcomeKind::rejected);
    CHECK(kind(404).kind == model::OutcomeKind::rejected);
    CHECK(kind(500).kind == model::OutcomeKind::transient);
    CHECK(kind(302).kind == model::OutcomeKind::transient);
    CHECK(kind(503).kind == model::OutcomeKind::transient);
    CHECK_FALSE(kind(503).retry_after);
    CHECK(kind(503, {{"Retry-After", "7"}}) ==
          model::Outcome{model::OutcomeKind::rate_limited,
                         "https://feed.example/f answered 503: the server has a problem", 7s});
    CHECK(kind(429).retry_after == Wait(1h));
    CHECK(kind(429, {{"Retry-After", "30"}}).retry_after == Wait(30s));
}

TEST_CASE("an address is shown without what may be secret") {
    CHECK(shown("https://u:p@h.example:8/x?k=1#f") == "https://h.example:8/x");
    CHECK(shown("https://h.example/@alice.rss") == "https://h.example/@alice.rss");
    CHECK(shown("/var/feeds/x.xml") == "/var/feeds/x.xml");
}

}  // namespace glossd::sources::feed
