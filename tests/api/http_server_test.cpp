#include "api/http_server.hpp"

#include "fake_insight.hpp"
#include "free_port.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

namespace glossd::api {
namespace {

using nlohmann::json;

class Site {
  public:
    explicit Site(const std::string& token = "") {
        for (int attempt = 0; attempt < 20 && !server; ++attempt) {
            address = {"127.0.0.1", free_port(), true};
            if (auto listening = HttpServer::listen(address, token, insight)) {
                server = std::move(*listening);
            }
        }
        REQUIRE(server);
    }

    httplib::Client client() const { return httplib::Client(address.host, address.port); }
    httplib::Result get(const std::string& path, const httplib::Headers& headers = {}) const {
        auto reply = client().Get(path, headers);
        REQUIRE(reply);
        return reply;
    }

    FakeInsight insight;
    config::Listen address;
    std::unique_ptr<HttpServer> server;
};

std::string message_of(const httplib::Result& reply) {
    const auto body = json::parse(reply->body);
    CHECK(body["error"]["code"] == reply->status);
    return body["error"]["message"];
}

TEST_CASE("health and readiness are 200, or 503 with what is wrong") {
    Site site;
    CHECK(site.get("/healthz")->status == 200);
    CHECK(site.get("/readyz")->status == 200);
    site.insight.ready_ = false;
    CHECK(site.get("/healthz")->status == 200);
    CHECK(site.get("/readyz")->status == 503);
    site.insight.alive_ = false;
    const auto sick = site.get("/healthz");
    CHECK(sick->status == 503);
    CHECK(message_of(sick) == "the loop or the store does not answer");
}

TEST_CASE("metrics are Prometheus text and the rest is JSON that no browser acts on") {
    Site site;
    const auto metrics = site.get("/metrics");
    CHECK(metrics->body == "glossd_texts_total 5\n");
    CHECK(metrics->get_header_value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
    const auto status = site.get("/api/v1/status");
    CHECK(status->body == R"({"live":true})");
    CHECK(status->get_header_value("Content-Type") == "application/json");
    const auto missing = site.get("/nothing");
    for (const auto* reply : {&metrics, &status, &missing}) {
        CHECK((*reply)->get_header_value("X-Content-Type-Options") == "nosniff");
        CHECK((*reply)->get_header_value("Cache-Control") == "no-store");
        CHECK((*reply)->get_header_value("Content-Security-Policy").find("default-src 'none'") ==
              0);
        CHECK_FALSE((*reply)->has_header("Access-Control-Allow-Origin"));
    }
}

TEST_CASE("a page of posts takes source, after and limit, and says where the next begins") {
    Site site;
    const auto last = json::parse(site.get("/api/v1/posts?source=news&after=40&limit=2")->body);
    CHECK(last["posts"][0]["title"] == "A post");
    CHECK_FALSE(last.contains("next"));
    CHECK(site.insight.source_ == "news");
    CHECK(site.insight.after_ == 40);
    CHECK(site.insight.limit_ == 2);
    CHECK(json::parse(site.get("/api/v1/posts?limit=1")->body)["next"] == 41);
    site.get("/api/v1/posts?limit=99999");
    CHECK(site.insight.limit_ == 1000);
}

TEST_CASE("deliveries take a state, and an unknown one is refused") {
    Site site;
    CHECK(json::parse(site.get("/api/v1/deliveries?state=held&target=es")
                          ->body)["deliveries"][0]["reason"] == "rejected");
    CHECK(site.insight.filter_.state == model::DeliveryState::held);
    CHECK(site.insight.filter_.target == "es");
    const auto refused = site.get("/api/v1/deliveries?state=lo%FFst");
    CHECK(refused->status == 400);
    CHECK(message_of(refused).find("is no state") != std::string::npos);
}

TEST_CASE("what fails inside has its own status and words") {
    Site site;
    const auto reply = site.get("/api/v1/performance");
    CHECK(reply->status == 503);
    CHECK(message_of(reply) == "the daemon is stopping or overloaded");
}

TEST_CASE("unknown routes, other methods and the missing dashboard are answered clearly") {
    Site site;
    CHECK(message_of(site.get("/")).find("/api/v1/status") != std::string::npos);
    CHECK(site.get("/api/v1/nothing")->status == 404);
    auto client = site.client();
    const auto posted = client.Post("/api/v1/status", "{}", "application/json");
    REQUIRE(posted);
    CHECK(posted->status == 405);
    CHECK(posted->get_header_value("Allow") == "GET, HEAD");
    const auto retried = client.Post("/api/v1/deliveries/7/retry");
    REQUIRE(retried);
    CHECK(retried->status == 404);
    const auto purged = client.Post("/api/v1/cache/purge");
    REQUIRE(purged);
    CHECK(purged->status == 404);
    CHECK_FALSE(site.insight.purged_);
    const auto head = client.Head("/metrics");
    REQUIRE(head);
    CHECK(head->status == 200);
    CHECK(head->body.empty());
}

TEST_CASE("with a token everything but health needs it") {
    Site site("s3cret");
    CHECK(site.get("/healthz")->status == 200);
    CHECK(site.get("/metrics")->status == 401);
    const auto refused = site.get("/api/v1/status", {{"Authorization", "Bearer s3cre"}});
    CHECK(refused->status == 401);
    CHECK(refused->get_header_value("WWW-Authenticate") == "Bearer");
    CHECK(site.get("/api/v1/status", {{"Authorization", "Bearer s3cret"}})->status == 200);
    CHECK(site.get("/metrics", {{"Authorization", "Bearer s3cret"}, {"Host", "glossd.example"}})
              ->status == 200);
}

TEST_CASE("without a token a name that is not this machine's is refused") {
    Site site;
    CHECK(site.get("/api/v1/status", {{"Host", "evil.example:9464"}})->status == 421);
    CHECK(site.get("/api/v1/status", {{"Host", "127.evil.example"}})->status == 421);
    CHECK(site.get("/api/v1/status", {{"Host", ""}})->status == 421);
    CHECK(site.get("/api/v1/status", {{"Host", "localhost:9464"}})->status == 200);
    CHECK(site.get("/api/v1/status", {{"Host", "[::1]:9464"}})->status == 200);
    CHECK(site.get("/healthz", {{"Host", "evil.example"}})->status == 200);
}

TEST_CASE("a port that another listens on is an error and not a share") {
    Site site;
    FakeInsight other;
    const auto second = HttpServer::listen(site.address, "", other);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == model::ErrorKind::config);
    CHECK(second.error().message.find("is another glossd running?") != std::string::npos);
    CHECK(site.get("/healthz")->status == 200);
}

TEST_CASE("clients that stay without asking keep nobody out") {
    Site site;
    std::vector<std::unique_ptr<httplib::Client>> idle;
    for (int i = 0; i < 40; ++i) {
        auto client = std::make_unique<httplib::Client>(site.address.host, site.address.port);
        client->set_keep_alive(true);
        const auto reply = client->Get("/healthz");
        REQUIRE(reply);
        CHECK(reply->get_header_value("Connection") == "close");
        idle.push_back(std::move(client));
    }
    CHECK(site.get("/healthz")->status == 200);
}

TEST_CASE("long addresses and headers are refused or ignored, and the server goes on") {
    Site site;
    auto client = site.client();
    const auto long_path = client.Get("/" + std::string(8000, '1'));
    REQUIRE(long_path);
    CHECK(long_path->status == 404);
    client.Get("/api/v1/deliveries/" + std::string(100'000, '1'));
    std::string ranges = "bytes=0-1";
    while (ranges.size() < 7900) ranges += ",0-1";
    client.Get("/metrics", httplib::Headers{{"Range", ranges}});
    CHECK(site.get("/healthz")->status == 200);
}

}  // namespace
}  // namespace glossd::api
