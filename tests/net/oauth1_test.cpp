#include "net/oauth1.hpp"

#include <chrono>

#include <doctest/doctest.h>

using namespace glossd;

namespace {

constexpr model::WallTime documented{std::chrono::seconds(1318622958)};
constexpr const char* nonce = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg";

const model::OAuth1Keys keys{"xvz1evFS4wEEPTGEFPHBog",
                             "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                             "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
                             "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"};

model::HttpRequest documented_request() {
    model::HttpRequest request;
    request.method = "POST";
    request.url = "https://api.x.com/1.1/statuses/update.json?include_entities=true";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21";
    return request;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string signature_of(const model::HttpRequest& request) {
    const auto header = net::oauth1_authorization(keys, request, nonce, documented);
    const auto begin = header.find("oauth_signature=\"") + 17;
    return header.substr(begin, header.find('"', begin) - begin);
}

}  // namespace

TEST_CASE("the signature is the one that X documents for its example") {
    const auto header = net::oauth1_authorization(keys, documented_request(), nonce, documented);
    CHECK(header.starts_with("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", oauth_nonce="));
    CHECK(holds(header, "oauth_signature=\"Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D\""));
    CHECK(holds(header, "oauth_signature_method=\"HMAC-SHA1\""));
    CHECK(holds(header, "oauth_timestamp=\"1318622958\""));
    CHECK(holds(header, "oauth_version=\"1.0\""));
    CHECK_FALSE(holds(header, keys.consumer_secret));
    CHECK_FALSE(holds(header, keys.token_secret));
}

TEST_CASE("a plus sign in a form is a space") {
    auto request = documented_request();
    request.body = "status=Hello+Ladies+%2B+Gentlemen%2C+a+signed+OAuth+request!";
    CHECK(signature_of(request) == signature_of(documented_request()));
}

TEST_CASE("a body of JSON is not signed, a query is") {
    auto request = documented_request();
    request.headers = {{"Content-Type", "application/json"}};
    const auto signature = signature_of(request);
    request.body = "{\"text\":\"something else\"}";
    CHECK(signature_of(request) == signature);
    request.url += "&count=2";
    CHECK(signature_of(request) != signature);
}

TEST_CASE("no nonce is given twice") {
    const auto first = net::oauth1_nonce();
    CHECK(first.size() == 32);
    CHECK(net::oauth1_nonce() != first);
}

TEST_CASE("an app without a token signs for itself alone") {
    const auto header = net::oauth1_authorization({"app", "secret", "", ""}, documented_request(),
                                                  nonce, documented);
    CHECK_FALSE(holds(header, "oauth_token"));
    CHECK(holds(header, "oauth_consumer_key=\"app\""));
}
