#include "bench/x_stand_in.hpp"

#include "bench/client.hpp"
#include "net/oauth1.hpp"
#include "net/oauth2.hpp"
#include "schemas.hpp"

using namespace std::chrono_literals;
using namespace glossd;
using namespace glossd::bench;
using nlohmann::json;
using test::Client;
using test::json_of;

namespace {

const model::OAuth1Keys ana_keys{"app", "app-secret", "ana-token", "ana-secret"};

XOptions two_accounts() {
    XOptions options;
    options.accounts = {{.username = "ana", .keys = ana_keys},
                        {.username = "ben", .client_id = "app", .refresh_token = "ben-0"}};
    options.bearer = "app-bearer";
    return options;
}

class XWorld {
  public:
    explicit XWorld(XOptions options = two_accounts()) {
        auto started = XStandIn::start(std::move(options));
        REQUIRE(started);
        x = std::move(*started);
    }

    model::HttpReply get(const std::string& path, const model::Credential& credential = ana_keys) {
        model::HttpRequest request;
        request.url = x->url() + path;
        request.credential = credential;
        return Client::reply(client.send(request));
    }

    model::HttpReply post(const json& body, const model::Credential& credential = ana_keys) {
        auto request = Client::posting(x->url() + "/2/tweets", body.dump());
        request.credential = credential;
        return Client::reply(client.send(request));
    }

    std::string id_of(const std::string& username) {
        return json_of(get("/2/users/by/username/" + username))["data"]["id"];
    }

    json list(const std::string& query) {
        return json_of(get("/2/users/" + id_of("ana") + "/tweets?" + query));
    }

    std::unique_ptr<XStandIn> x;
    Client client;
};

const std::string whole = "post.fields=text,entities,note_post&expansions=referenced_posts";

std::vector<std::string> texts_of(const json& page) {
    std::vector<std::string> texts;
    for (const auto& post : page.value("data", json::array())) texts.push_back(post["text"]);
    return texts;
}

}  // namespace

TEST_CASE("a post by a signed request is answered with its id, and links are shortened") {
    XWorld world;
    const auto reply = world.post({{"text", "Tom & Ana: example.org/a"}});
    CHECK(reply.status == 201);
    const auto made = json_of(reply)["data"];
    CHECK(made["text"].get<std::string>().starts_with("Tom &amp; Ana: https://t.co/"));
    REQUIRE(world.x->posts("ana").size() == 1);
    CHECK(world.x->posts("ana")[0].id == made["id"]);
    CHECK(world.x->posts("ana")[0].text == "Tom & Ana: example.org/a");
}

TEST_CASE("a signature that does not fit is nobody's") {
    XWorld world;
    auto wrong = ana_keys;
    wrong.token_secret = "guessed";
    CHECK(world.post({{"text", "hola"}}, wrong).status == 401);
    CHECK(world.get("/2/users/me", wrong).status == 401);
    CHECK(world.get("/2/users/me", model::Credential()).status == 401);
    CHECK(world.x->posts().empty());
    CHECK(world.x->counters().unauthorized == 3);
    CHECK(json_of(world.get("/2/users/me"))["data"]["username"] == "ana");
}

TEST_CASE("a signed request is good once") {
    XWorld world;
    const auto now = model::wall_now();
    auto request = Client::posting(world.x->url() + "/2/tweets", R"({"text":"hola"})");
    request.headers.emplace_back("Authorization",
                                 net::oauth1_authorization(ana_keys, request, "n1", now));
    CHECK(Client::reply(world.client.send(request)).status == 201);
    CHECK(Client::reply(world.client.send(request)).status == 401);
    request.headers.back().second =
        net::oauth1_authorization(ana_keys, request, "n2", now - std::chrono::hours(1));
    CHECK(Client::reply(world.client.send(request)).status == 401);
}

TEST_CASE("a text is taken from an account once, and never over 280 weights") {
    XWorld world;
    CHECK(world.post({{"text", "hola"}}).status == 201);
    const auto again = world.post({{"text", "hola"}});
    CHECK(again.status == 403);
    CHECK(json_of(again)["detail"] ==
          "You are not allowed to create a Tweet with duplicate content.");
    CHECK(world.post({{"text", std::string(281, 'a')}}).status == 403);
    CHECK(world.post({{"text", std::string(280, 'a')}}).status == 201);
    CHECK(world.post({{"text", "x"}, {"language", "es"}}).status == 400);
    CHECK(world.post({{"text", ""}}).status == 400);
    const auto counters = world.x->counters();
    CHECK(counters.accepted == 2);
    CHECK(counters.duplicates == 1);
    CHECK(counters.too_long == 1);
    CHECK(counters.rejected == 2);
}

TEST_CASE("an account replies to itself and to nobody else") {
    XWorld world;
    const auto other = world.x->publish({.account = "ben", .text = "hi"});
    const std::string first = json_of(world.post({{"text", "uno"}}))["data"]["id"];
    const auto reply = [&](const std::string& text, const std::string& to) {
        return world.post({{"text", text}, {"reply", {{"in_reply_to_tweet_id", to}}}}).status;
    };
    CHECK(reply("dos", first) == 201);
    CHECK(reply("tres", other) == 403);
    CHECK(reply("cuatro", "12345") == 403);
    CHECK(world.x->posts("ana")[1].reply_to == first);
}

TEST_CASE("lists are newest first, with bounds on both sides") {
    XWorld world;
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) {
        ids.push_back(world.x->publish({.account = "ana", .text = "post " + std::to_string(i)}));
    }
    const auto first = world.list("max_results=5&" + whole);
    CHECK(texts_of(first) ==
          std::vector<std::string>{"post 11", "post 10", "post 9", "post 8", "post 7"});
    CHECK(first["meta"]["newest_id"] == ids[11]);
    const auto next = first["meta"]["next_token"].get<std::string>();
    const auto second =
        world.list("max_results=5&since_id=" + ids[4] + "&pagination_token=" + next);
    CHECK(texts_of(second) == std::vector<std::string>{"post 6", "post 5"});
    CHECK_FALSE(second["meta"].contains("next_token"));
    const auto none = world.list("since_id=" + ids[11]);
    CHECK(none == json::parse(R"({"meta":{"result_count":0}})"));
    CHECK(world.x->counters().posts_read == 7);
}

TEST_CASE("an edited post has a new id and its history") {
    XWorld world;
    const auto first = world.x->publish({.account = "ana", .text = "brokn"});
    const auto second = world.x->edit(first, "mended");
    CHECK(second != first);
    const auto page = world.list(whole);
    CHECK(texts_of(page) == std::vector<std::string>{"mended"});
    CHECK(page["data"][0]["edit_history_post_ids"] == json{first, second});
    CHECK(world.x->edit("1", "nothing") == "");
}

TEST_CASE("each generation of field names is refused where only the other is known") {
    const std::string former = "tweet.fields=text,note_tweet&expansions=referenced_tweets.id";
    XWorld current;
    CHECK(current.list(former)["title"] == "Invalid Request");
    CHECK(current.list(whole)["meta"]["result_count"] == 0);
    auto options = two_accounts();
    options.names = XGeneration::former;
    XWorld old(options);
    CHECK(old.list(whole)["title"] == "Invalid Request");
    CHECK(old.list(former + "&exclude=retweets")["meta"]["result_count"] == 0);
    options.names = XGeneration::both;
    XWorld both(options);
    CHECK(both.list(whole)["meta"]["result_count"] == 0);
    CHECK(both.list(former)["meta"]["result_count"] == 0);
}

TEST_CASE("a refresh token is good once, and an access token until it ends or is taken back") {
    XWorld world;
    const model::OAuth2Grant grant{world.x->url() + "/2/oauth2/token", "app", "", "ben-0"};
    const auto renew = [&](const std::string& token) {
        return net::read_refresh(world.client.send(net::refresh_request(grant, token)), token);
    };
    const auto me = [&](const std::string& access) {
        return world.client.get(world.x->url() + "/2/users/me",
                                {{"Authorization", "Bearer " + access}});
    };
    const auto first = renew("ben-0");
    REQUIRE(first);
    CHECK(json_of(me(first->access))["data"]["username"] == "ben");
    CHECK(renew("ben-0").error().refused);
    const auto second = renew(first->refresh);
    REQUIRE(second);
    CHECK(me(second->access).status == 200);
    world.x->revoke_access();
    CHECK(me(second->access).status == 401);
    CHECK(world.x->counters().refreshed == 2);
    CHECK(world.x->counters().refused_refreshes == 1);
}

TEST_CASE("an app's token reads and does not post") {
    XWorld world;
    Client app("app-bearer");
    const auto user = app.get(world.x->url() + "/2/users/by/username/ana");
    CHECK(user.status == 200);
    CHECK(app.post(world.x->url() + "/2/tweets", {{"text", "hola"}}).status == 403);
    CHECK(json_of(app.get(world.x->url() + "/2/users/by/username/nobody")).contains("errors"));
}

TEST_CASE("answers tell what is left of a limit, and when it ends") {
    auto options = two_accounts();
    options.rate_limit = 2;
    XWorld world(options);
    const auto first = world.get("/2/users/me");
    CHECK(*first.header("x-rate-limit-remaining") == "1");
    CHECK(*world.get("/2/users/me").header("x-rate-limit-remaining") == "0");
    const auto third = world.get("/2/users/me");
    CHECK(third.status == 429);
    CHECK(std::stoll(*third.header("x-rate-limit-reset")) * 1000 >
          model::wall_now().time_since_epoch().count());
    CHECK(third.header("Date") != nullptr);
}

TEST_CASE("a request that was received is taken although its sender has gone") {
    XWorld world;
    world.x->faults().add(Fault::reset_after, Odds::next(1), {.method = "POST"});
    CHECK(world.post({{"text", "hola"}}).status == 0);
    CHECK(world.x->posts("ana").size() == 1);
    CHECK(world.post({{"text", "hola"}}).status == 403);
}

TEST_CASE("what the stand-in answers is what X's description allows") {
    XWorld world;
    const auto quoted = world.x->publish({.account = "ben", .text = "quoted https://example.org"});
    world.x->publish({.account = "ana",
                      .text = "long " + std::string(300, 'a') + " https://example.org/x #tag",
                      .quoted = quoted,
                      .media = {{"photo", "https://m.example/a.jpg", "alt"},
                                {"video", "https://m.example/a.mp4", ""}}});
    const auto page = world.list(whole);
    auto spoilt = page;
    spoilt["data"][0]["text"] = 7;
    test::check_documents("x", "#/components/schemas/GetUsersPostsResponse",
                          {page.dump(), world.list("since_id=99999999999999999999").dump()},
                          spoilt.dump());
    const auto schema = [](const std::string& name, const model::HttpReply& reply) {
        test::check_documents("x", "#/components/schemas/" + name, {reply.body},
                              R"({"data":{"id":7}})");
    };
    schema("GetUsersMeResponse", world.get("/2/users/me"));
    schema("GetUsersByUsernameResponse", world.get("/2/users/by/username/ana"));
    schema("GetUsersByUsernameResponse", world.get("/2/users/by/username/nobody"));
    schema("CreatePostsResponse", world.post({{"text", "hola example.org"}}));
}
