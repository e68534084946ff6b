#include "pipeline/authorizing_exchange.hpp"

#include "fixture.hpp"
#include "text/hash.hpp"

namespace glossd::pipeline {
namespace {

const model::OAuth2Grant grant{"token", "app", "", "r0"};

// A service that takes each refresh token once; "a1" goes with "r1", and so on.
class Service {
  public:
    model::Reply answer(const model::Request& request) {
        const auto& sent = std::get<model::HttpRequest>(request);
        if (sent.url == "token") return renew(sent.body);
        bearers.push_back(sent.headers.empty() ? "" : sent.headers.back().second);
        if (bearers.back() != "Bearer " + access) return http(401);
        return http(200, {{"id", "1"}});
    }

    model::Reply renew(const std::string& form) {
        ++renewals;
        if (trouble) return *trouble;
        if (form.find("refresh_token=" + refresh + "&") == std::string::npos) {
            return http(400, {{"error", "invalid_grant"}});
        }
        refresh = "r" + std::to_string(++generation);
        access = "a" + std::to_string(generation);
        return http(
            200, {{"access_token", access}, {"refresh_token", refresh}, {"expires_in", lifetime}});
    }

    std::string refresh = "r0";
    std::string access = "none yet";
    int generation = 0;
    int lifetime = 7200;
    int renewals = 0;
    std::optional<model::Reply> trouble;
    std::vector<std::string> bearers;  // of every request but those for tokens
};

class Authorizing {
  public:
    Authorizing() {
        world.exchange.script = [this](const model::Request& request) {
            if (before_reply) before_reply(request);
            return service.answer(request);
        };
        restart();
    }

    void restart() {
        exchange = std::make_unique<AuthorizingExchange>(world.loop, world.exchange,
                                                         *world.database, world.activity);
    }

    // Statuses of the replies to `count` requests that were made at once; 0: a failure.
    std::vector<int> ask(int count = 1, const model::OAuth2Grant& as = grant) {
        std::vector<int> statuses;
        for (int i = 0; i < count; ++i) {
            model::HttpRequest request{.method = "POST", .url = "post"};
            request.credential = as;
            exchange->start(request, std::chrono::seconds(1), [&](const model::Reply& reply) {
                const auto* answer = std::get_if<model::HttpReply>(&reply);
                return [&statuses, status = answer ? answer->status : 0] {
                    statuses.push_back(status);
                };
            });
        }
        world.run_until([&] { return statuses.size() == static_cast<std::size_t>(count); });
        return statuses;
    }

    static std::string name() {
        return "oauth2:" + text::sha256_hex(text::sha256_fields(
                               {grant.token_url, grant.client_id, grant.refresh_token}));
    }

    // What the ledger has of the account, as another process sees it.
    std::string stored() const {
        auto reader = store::Reader::open(world.file());
        REQUIRE(reader);
        const auto value = (*reader)->read(
            [](const store::Tables& tables) { return tables.meta.get(name()).value_or(""); });
        REQUIRE(value);
        return *value;
    }

    World world;
    Service service;
    std::function<void(const model::Request&)> before_reply;
    std::unique_ptr<AuthorizingExchange> exchange;
};

TEST_CASE("one renewal serves all requests that wait for it, and those that follow") {
    Authorizing authorizing;
    CHECK(authorizing.ask(3) == std::vector<int>{200, 200, 200});
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 1);
    CHECK(authorizing.service.bearers == std::vector<std::string>(4, "Bearer a1"));
}

TEST_CASE("the new refresh token is committed before its access token is used") {
    Authorizing authorizing;
    int looked = 0;
    authorizing.before_reply = [&](const model::Request& request) {
        if (url_of(request) != "post") return;
        ++looked;
        CHECK(authorizing.stored().find("\"r1\"") != std::string::npos);
    };
    authorizing.ask();
    CHECK(looked == 1);
}

TEST_CASE("a restart goes on with the tokens of the ledger") {
    Authorizing authorizing;
    authorizing.ask();
    authorizing.restart();
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 1);

    authorizing.service.access = "taken back";
    authorizing.restart();
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.refresh == "r2");
}

TEST_CASE("a token that has run out is renewed first") {
    Authorizing authorizing;
    authorizing.ask();
    authorizing.service.bearers.clear();
    auto old = json::parse(authorizing.stored());
    old["good_until"] = 1;
    authorizing.world.in_ledger([name = Authorizing::name(), text = old.dump()](
                                    store::Tables& tables) { tables.meta.put(name, text); });
    authorizing.restart();
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.bearers == std::vector<std::string>{"Bearer a2"});
}

TEST_CASE("a token of a very short life is used once it is there") {
    Authorizing authorizing;
    authorizing.service.lifetime = 1;
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 1);
}

TEST_CASE("a token refused before its time is renewed once, and no more than once") {
    Authorizing authorizing;
    authorizing.ask();
    authorizing.service.access = "taken back";
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 2);

    authorizing.world.exchange.script = [&](const model::Request& request) -> model::Reply {
        if (url_of(request) == "post") return http(401);
        return authorizing.service.answer(request);
    };
    CHECK(authorizing.ask() == std::vector<int>{401});
    CHECK(authorizing.service.renewals == 3);
}

TEST_CASE("a service in trouble fails the requests before they were sent, and is asked again") {
    Authorizing authorizing;
    authorizing.service.trouble = http(503);
    CHECK(authorizing.ask(2) == std::vector<int>{0, 0});
    CHECK(authorizing.service.bearers.empty());
    authorizing.service.trouble.reset();
    CHECK(authorizing.ask() == std::vector<int>{200});
}

TEST_CASE("a refused grant reaches the reader as a 401") {
    Authorizing authorizing;
    authorizing.service.refresh = "another";
    CHECK(authorizing.ask() == std::vector<int>{401});
    CHECK(authorizing.service.bearers.empty());
}

TEST_CASE("a ledger that came back from a backup falls back on the configured token") {
    Authorizing authorizing;
    authorizing.ask();
    authorizing.service.refresh = "r0";  // the operator signed in anew with the same words
    authorizing.service.access = "taken back";
    authorizing.restart();
    CHECK(authorizing.ask() == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 3);
}

TEST_CASE("another configured token is another account") {
    Authorizing authorizing;
    authorizing.ask();
    authorizing.service.refresh = "new";
    auto other = grant;
    other.refresh_token = "new";
    CHECK(authorizing.ask(1, other) == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 2);
}

TEST_CASE("a login anew counts from the next start, whatever the ledger has of the one before") {
    Authorizing authorizing;
    authorizing.ask();  // the ledger has tokens of the grant now
    authorizing.service.refresh = "of-the-new-login";
    authorizing.service.access = "taken back";
    auto anew = grant;
    anew.refresh_token = "of-the-new-login";
    authorizing.restart();
    CHECK(authorizing.ask(1, anew) == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 2);
    authorizing.restart();
    CHECK(authorizing.ask(1, anew) == std::vector<int>{200});
    CHECK(authorizing.service.renewals == 2);
}

TEST_CASE("other requests go straight on") {
    Authorizing authorizing;
    int status = 0;
    authorizing.exchange->start(model::HttpRequest{.method = "GET", .url = "feed"},
                                std::chrono::seconds(1), [&](const model::Reply& reply) {
                                    status = std::get<model::HttpReply>(reply).status;
                                    return [] {};
                                });
    authorizing.world.run_until([&] { return status != 0; });
    CHECK(status == 401);  // as the service answers who has no token
    CHECK(authorizing.service.renewals == 0);
}

}  // namespace
}  // namespace glossd::pipeline
