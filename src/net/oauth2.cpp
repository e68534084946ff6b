#include "net/oauth2.hpp"

#include "net/header_text.hpp"
#include "text/hash.hpp"
#include "text/percent.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::net {

namespace {

using nlohmann::json;
using text::percent_encode;

std::string string_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

model::Duration lifetime_of(const json& object) {
    constexpr std::int64_t longest = 10 * 365 * 24 * 3600;
    const auto found = object.find("expires_in");
    if (found == object.end() || !found->is_number_integer()) return {};
    return std::chrono::seconds(std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, longest));
}

// RFC 6749 section 5.2: a code of this alphabet; the description may quote anything, so it is not
// shown.
std::string error_code(const json& body) {
    auto code = body.is_object() ? string_of(body, "error") : std::string();
    const bool plain = std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    });
    return plain && code.size() <= 40 ? code : std::string();
}

model::HttpRequest token_request(const model::OAuth2Grant& grant, std::string form) {
    model::HttpRequest request;
    request.method = "POST";
    request.url = grant.token_url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = std::move(form);
    if (grant.client_secret.empty()) {
        request.body += "&client_id=" + percent_encode(grant.client_id);
    } else {
        request.headers.emplace_back("Authorization",
                                     basic_credentials(percent_encode(grant.client_id) + ":" +
                                                       percent_encode(grant.client_secret)));
    }
    request.max_body = 1024 * 1024;
    return request;
}

}  // namespace

std::string code_challenge(std::string_view verifier) {
    auto text = base64(text::sha256(verifier));
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

model::HttpRequest code_request(const model::OAuth2Grant& grant, const AuthorizationCode& code) {
    return token_request(grant, "grant_type=authorization_code&code=" + percent_encode(code.code) +
                                    "&redirect_uri=" + percent_encode(code.redirect_uri) +
                                    "&code_verifier=" + percent_encode(code.verifier));
}

model::HttpRequest refresh_request(const model::OAuth2Grant& grant,
                                   const std::string& refresh_token) {
    return token_request(grant,
                         "grant_type=refresh_token&refresh_token=" + percent_encode(refresh_token));
}

tl::expected<OAuth2Tokens, RefreshFailure> read_refresh(const model::Reply& reply,
                                                        const std::string& sent) {
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
        return tl::make_unexpected(RefreshFailure{failure->error.message, false});
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (!http) return tl::make_unexpected(RefreshFailure{"this is no HTTP reply", false});
    const auto body = json::parse(http->body, nullptr, false);
    if (http->status == 200 && body.is_object() && !string_of(body, "access_token").empty()) {
        auto refresh = string_of(body, "refresh_token");
        return OAuth2Tokens{string_of(body, "access_token"),
                            refresh.empty() ? sent : std::move(refresh), lifetime_of(body)};
    }
    const auto code = error_code(body);
    const bool refused = http->status == 400 || http->status == 401 || http->status == 403;
    return tl::make_unexpected(RefreshFailure{
        fmt::format("HTTP {}{}{}", http->status, code.empty() ? "" : ": ", code), refused, code});
}

}  // namespace glossd::net
