#include "sources/feed/feed_source.hpp"

#include "sources/feed/support.hpp"

using namespace glossd;
using namespace glossd::sources;
using namespace glossd::sources::feed;
using namespace std::chrono_literals;

namespace glossd::sources::feed {
namespace {

const char* const address = "https://feed.example/f.xml";

FeedSource over_http() {
    return {address, ""};
}

model::HttpReply answer(std::string body, model::Headers headers = {}) {
    return {200, std::move(headers), std::move(body), address, {}};
}

model::HttpReply status(int code) {
    return {code, {}, {}, address, {}};
}

const std::string one = rss("<item><guid>1</guid><title>One</title></item>");

model::HttpRequest http_request(const FeedSource& source, const Cursor& cursor) {
    return std::get<model::HttpRequest>(source.request(cursor));
}

std::optional<std::string> header(const model::HttpRequest& request, const std::string& name) {
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return std::nullopt;
}

Page page(const FeedSource& source, const Cursor& cursor, const model::Reply& reply) {
    auto read = source.read(cursor, reply, noon());
    REQUIRE_MESSAGE(read, read.error().message);
    return *std::move(read);
}

// A reply that went through one redirect.
model::HttpReply redirected(int code, const std::string& to) {
    auto reply = answer(one);
    reply.url = to;
    reply.redirects = {{code, to}};
    return reply;
}

}  // namespace

TEST_CASE("the first request asks for any kind of feed and follows redirects") {
    const auto request = http_request(over_http(), {});
    CHECK(request.method == "GET");
    CHECK(request.url == address);
    CHECK(request.follow_redirects);
    CHECK(request.trust == model::Trust::configured);
    CHECK(contains(header(request, "Accept").value(), "application/feed+json"));
    CHECK_FALSE(header(request, "If-None-Match"));
    CHECK_FALSE(header(request, "If-Modified-Since"));
}

TEST_CASE("validators go back exactly as they came") {
    const auto first =
        page(over_http(), {}, answer(one, {{"ETag", "W/\"x\""}, {"Last-Modified", "whenever"}}));
    CHECK(first.posts.size() == 1);
    CHECK_FALSE(first.unchanged);
    const auto request = http_request(over_http(), first.next);
    CHECK(header(request, "If-None-Match") == "W/\"x\"");
    CHECK(header(request, "If-Modified-Since") == "whenever");
}

TEST_CASE("304 keeps the validators and takes new ones") {
    const auto first =
        page(over_http(), {}, answer(one, {{"ETag", "\"1\""}, {"Last-Modified", "then"}}));
    auto same = status(304);
    const auto second = page(over_http(), first.next, same);
    CHECK(second.unchanged);
    CHECK(second.posts.empty());
    CHECK(second.next == first.next);
    same.headers = {{"ETag", "\"2\""}};
    const auto request = http_request(over_http(), page(over_http(), first.next, same).next);
    CHECK(header(request, "If-None-Match") == "\"2\"");
    CHECK(header(request, "If-Modified-Since") == "then");
}

TEST_CASE("a 304 of another address than the validators' is not believed twice") {
    const auto first = page(over_http(), {}, answer(one, {{"ETag", "\"1\""}}));
    auto elsewhere = status(304);
    elsewhere.url = "https://other.example/f.xml";
    const auto second = page(over_http(), first.next, elsewhere);
    CHECK(second.unchanged);
    CHECK_FALSE(header(http_request(over_http(), second.next), "If-None-Match"));
}

TEST_CASE("a page that was not understood whole stores no validators") {
    const auto cut = page(over_http(), {},
                          answer(one.substr(0, one.find("</channel>")) + "<item><title>Tw",
                                 {{"ETag", "\"1\""}, {"Last-Modified", "then"}}));
    CHECK(cut.posts.size() == 1);
    CHECK_FALSE(cut.whole);
    CHECK_FALSE(cut.notes.empty());
    const auto request = http_request(over_http(), cut.next);
    CHECK_FALSE(header(request, "If-None-Match"));
    CHECK_FALSE(header(request, "If-Modified-Since"));
}

TEST_CASE("the third permanent redirect in a row moves the feed") {
    Cursor cursor;
    const std::string to = "https://new.example/f.xml";
    for (const int code : {301, 308}) {
        cursor = page(over_http(), cursor, redirected(code, to)).next;
        CHECK(http_request(over_http(), cursor).url == address);
    }
    cursor = page(over_http(), cursor, redirected(301, to)).next;
    const auto request = http_request(over_http(), cursor);
    CHECK(request.url == to);
    CHECK(request.trust == model::Trust::content);

    auto there = answer(one);
    there.url = to;
    cursor = page(over_http(), cursor, there).next;
    CHECK(http_request(over_http(), cursor).url == to);
    CHECK(http_request(FeedSource("https://third.example/", ""), cursor).url ==
          "https://third.example/");

    there.status = 404;
    const auto back = page(over_http(), cursor, there);
    CHECK(back.unchanged);
    CHECK(http_request(over_http(), back.next).url == address);
}

TEST_CASE("a temporary redirect moves nothing and breaks the row") {
    Cursor cursor;
    const std::string to = "https://new.example/f.xml";
    for (const int code : {301, 301, 302, 301, 301}) {
        cursor = page(over_http(), cursor, redirected(code, to)).next;
        CHECK(http_request(over_http(), cursor).url == address);
    }
}

TEST_CASE("the longest wish for a pause wins and outlives a 304") {
    const auto body = rss("<ttl>30</ttl><item><title>One</title></item>");
    const auto first =
        page(over_http(), {}, answer(body, {{"Cache-Control", "max-age=60"}, {"ETag", "\"1\""}}));
    CHECK(first.min_interval == 30min);
    CHECK(page(over_http(), first.next, status(304)).min_interval == 30min);
    CHECK(page(over_http(), {}, answer(body, {{"Cache-Control", "max-age=7200"}})).min_interval ==
          2h);
    CHECK_FALSE(page(over_http(), {}, answer(one)).min_interval);
}

TEST_CASE("410 says that the feed is gone") {
    const auto gone = page(over_http(), {}, status(410));
    CHECK(gone.gone);
    CHECK(gone.posts.empty());
}

TEST_CASE("refusals and failures of the exchange are outcomes") {
    CHECK(over_http().read({}, status(401), noon()).error().kind ==
          model::OutcomeKind::unauthorized);
    auto busy = status(503);
    busy.headers = {{"retry-after", "90"}};
    CHECK(over_http().read({}, busy, noon()).error().retry_after == 90s);
    const model::ExchangeFailure down{{model::ErrorKind::timeout, "no answer in 30 s"}, true};
    const auto failed = over_http().read({}, down, noon());
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == model::Outcome{model::OutcomeKind::transient,
                                           "https://feed.example/f.xml: no answer in 30 s",
                                           std::nullopt});
    CHECK_FALSE(over_http().read({}, model::PipelineReply{}, noon()));
}

TEST_CASE("a broken cursor counts as none") {
    for (const auto* state : {"", "{", "[]", "null", R"({"configured":5})", R"({"etag":"x"})"})
        CHECK(http_request(over_http(), {state}) == http_request(over_http(), {}));
}

TEST_CASE("a path and a file address are read from disk") {
    for (const auto* url : {"/var/feeds/x.xml", "file:///var/feeds/x.xml"})
        CHECK(std::get<model::FileReadRequest>(FeedSource(url, "").request({})).path ==
              "/var/feeds/x.xml");
    CHECK(std::get<model::FileReadRequest>(FeedSource("x.xml", "").request({})).path == "x.xml");
}

TEST_CASE("a file is read again only when its content changed") {
    const FeedSource source("/var/feeds/x.xml", "");
    const auto first = page(source, {}, model::FileReply{one});
    CHECK(first.posts.size() == 1);
    const auto second = page(source, first.next, model::FileReply{one});
    CHECK(second.unchanged);
    CHECK(second.next == first.next);
    CHECK_FALSE(page(source, first.next, model::FileReply{one + " "}).unchanged);
    const auto cut = page(source, {}, model::FileReply{one.substr(0, one.size() - 8)});
    CHECK_FALSE(page(source, cut.next, model::FileReply{one.substr(0, one.size() - 8)}).unchanged);
}

TEST_CASE("the configured language stands in for the feed's own") {
    const FeedSource source(address, "es");
    const auto read = page(source, {}, answer(fixture("rss.xml")));
    CHECK(read.posts.at(0).language == "es");
}

TEST_CASE("the header's charset reaches the decoder") {
    const auto read = page(over_http(), {},
                           answer(rss("<item><title>\xCF\xF0\xE8</title></item>"),
                                  {{"Content-Type", "text/html; charset=windows-1251"}}));
    CHECK(read.posts.at(0).title == "При");
}

}  // namespace glossd::sources::feed
