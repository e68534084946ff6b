#include "bench/x_granting.hpp"

#include "net/header_text.hpp"
#include "net/oauth2.hpp"
#include "text/percent.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

Response plain(int status, const std::string& body) {
    return {status, {{"Content-Type", "text/html;charset=utf-8"}}, body, {}};
}

Response not_authenticated() {
    return json_response(R"({"errors":[{"code":32,"message":"Could not authenticate you."}]})",
                         401);
}

Response refused(int status, const char* error, const char* description) {
    return json_response(json{{"error", error}, {"error_description", description}}.dump(), status);
}

}  // namespace

model::OAuth1Keys XGranting::keys_of(const std::string& token, const std::string& secret) const {
    return {options_.app.api_key, options_.app.api_secret, token, secret};
}

Response XGranting::request_token(const Request& request, const std::string& base,
                                  model::WallTime now) {
    if (!sign_in_.is_signed(keys_of("", ""), request, base, now)) return not_authenticated();
    if (form_field(request.body, "oauth_callback") != "oob") {
        return plain(403,
                     "<?xml version='1.0' encoding='UTF-8'?><errors><error code=\"415\">Callback "
                     "URL not approved for this client application.</error></errors>");
    }
    const auto token = fmt::format("asking-{}", ++made_);
    asked_[token] = {fmt::format("asking-secret-{}", made_), {}, {}};
    return plain(200, fmt::format("oauth_token={}&oauth_token_secret={}"
                                  "&oauth_callback_confirmed=true",
                                  token, asked_[token].secret));
}

Response XGranting::access_token(const Request& request, const std::string& base,
                                 model::WallTime now) {
    const auto token = oauth1_field(request, "oauth_token");
    const auto asked = asked_.find(token);
    if (asked == asked_.end() ||
        !sign_in_.is_signed(keys_of(token, asked->second.secret), request, base, now))
        return not_authenticated();
    const auto& pin = asked->second.pin;
    if (pin.empty() || form_field(request.body, "oauth_verifier") != pin)
        return plain(401, "Error processing your OAuth request: Invalid oauth_verifier parameter");
    const auto username = asked->second.username;
    asked_.erase(asked);
    ++made_;
    const auto keys = keys_of(fmt::format("granted-{}-{}", username, made_),
                              fmt::format("granted-secret-{}", made_));
    sign_in_.add({.username = username, .keys = keys});
    return plain(200, fmt::format("oauth_token={}&oauth_token_secret={}&user_id=1&screen_name={}",
                                  keys.token, keys.token_secret, username));
}

std::string XGranting::allow(const std::string& address, const std::string& username) {
    const auto mark = address.find('?');
    if (mark == std::string::npos) return {};
    const auto query = address.substr(mark + 1);
    if (address.substr(0, mark).ends_with("/i/oauth2/authorize"))
        return allow_by_address(query, username);
    const auto asked = asked_.find(form_field(query, "oauth_token"));
    if (asked == asked_.end()) return {};
    asked->second.username = username;
    asked->second.pin = fmt::format("{:07}", 1234000 + ++made_);
    return asked->second.pin;
}

std::string XGranting::allow_by_address(const std::string& query, const std::string& username) {
    const auto& app = options_.app;
    const bool asked_well = form_field(query, "response_type") == "code" &&
                            form_field(query, "client_id") == app.client_id &&
                            form_field(query, "redirect_uri") == app.redirect_uri &&
                            form_field(query, "code_challenge_method") == "S256" &&
                            !form_field(query, "code_challenge").empty() &&
                            !form_field(query, "state").empty();
    if (!asked_well) return {};
    const auto code = fmt::format("code-{}-{}", username, ++made_);
    codes_[code] = {username, form_field(query, "code_challenge"), app.redirect_uri};
    return fmt::format("{}?state={}&code={}", app.redirect_uri,
                       text::percent_encode(form_field(query, "state")), code);
}

Response XGranting::by_code(const Request& request, model::WallTime now) {
    const auto& app = options_.app;
    const auto& form = request.body;
    const bool is_known = app.client_secret.empty()
                              ? form_field(form, "client_id") == app.client_id
                              : request.header("Authorization") ==
                                    net::basic_credentials(app.client_id + ":" + app.client_secret);
    if (!is_known) return refused(401, "unauthorized_client", "Missing valid authorization header");
    const auto code = codes_.find(form_field(form, "code"));
    if (code == codes_.end())
        return refused(400, "invalid_request",
                       "Value passed for the authorization code was invalid.");
    const auto granted = code->second;
    codes_.erase(code);
    if (net::code_challenge(form_field(form, "code_verifier")) != granted.challenge)
        return refused(400, "invalid_request",
                       "Value passed for the code verifier did not match the code challenge.");
    if (form_field(form, "redirect_uri") != granted.redirect_uri)
        return refused(400, "invalid_request",
                       "Value passed for the redirect uri did not match the uri of the "
                       "authorization code.");
    return sign_in_.issue(granted.username, now);
}

}  // namespace glossd::bench
