#include "bench/mastodon_granting.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr const char* shown_code = "urn:ietf:wg:oauth:2.0:oob";

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> all;
    for (std::string word; stream >> word;) all.push_back(word);
    return all;
}

bool has(const std::vector<std::string>& scopes, const std::string& scope) {
    const auto whole = scope.substr(0, scope.find(':'));
    return std::any_of(scopes.begin(), scopes.end(),
                       [&](const std::string& one) { return one == scope || one == whole; });
}

Response error(int status, const std::string& code, const std::string& description) {
    return json_response(json{{"error", code}, {"error_description", description}}.dump(), status);
}

}  // namespace

Response MastodonGranting::register_app(const Request& request) {
    if (options_.registrations > 0 && registered() >= options_.registrations)
        return json_response(R"({"error":"Too many requests"})", 429);
    const auto name = form_field(request.body, "client_name");
    const auto address = form_field(request.body, "redirect_uris");
    if (name.empty() || address.empty()) {
        return json_response(R"({"error":"Validation failed: Name can't be blank"})", 422);
    }
    const auto id = fmt::format("app-{}", ++made_);
    auto scopes = words(form_field(request.body, "scopes"));
    if (scopes.empty()) scopes = {"read"};
    apps_[id] = {fmt::format("app-secret-{}", made_), address, scopes};
    return json_response(json{
        {"id", std::to_string(made_)},
        {"name", name},
        {"redirect_uri", address},
        {"client_id", id},
        {"client_secret",
         apps_[id].secret}}.dump());
}

std::string MastodonGranting::allow(const std::string& address, const std::string& username) {
    const auto query = address.substr(std::min(address.find('?'), address.size() - 1) + 1);
    const auto app = apps_.find(form_field(query, "client_id"));
    const auto scopes = words(form_field(query, "scope"));
    const bool asked_well =
        app != apps_.end() && form_field(query, "response_type") == "code" &&
        form_field(query, "redirect_uri") == app->second.redirect_uri &&
        std::all_of(scopes.begin(), scopes.end(),
                    [&](const std::string& scope) { return has(app->second.scopes, scope); });
    if (!asked_well) return {};
    const auto code = fmt::format("code-{}-{}", username, ++made_);
    codes_[code] = {app->first, username, scopes};
    return code;
}

Response MastodonGranting::grant(const Request& request) {
    const auto& form = request.body;
    const auto app = apps_.find(form_field(form, "client_id"));
    if (app == apps_.end() || app->second.secret != form_field(form, "client_secret")) {
        return error(401, "invalid_client",
                     "Client authentication failed due to unknown client, no client "
                     "authentication included, or unsupported authentication method.");
    }
    const auto code = codes_.find(form_field(form, "code"));
    if (form_field(form, "grant_type") != "authorization_code" || code == codes_.end() ||
        code->second.client_id != app->first || form_field(form, "redirect_uri") != shown_code) {
        return error(400, "invalid_grant",
                     "The provided authorization grant is invalid, expired, revoked, does not "
                     "match the redirection URI used in the authorization request, or was issued "
                     "to another client.");
    }
    const auto token = fmt::format("granted-{}-{}", code->second.username, ++made_);
    const auto& granted = tokens_[token] = code->second;
    codes_.erase(code);
    std::string scopes;
    for (const auto& scope : granted.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
    return json_response(
        json{{"access_token", token}, {"token_type", "Bearer"}, {"scope", scopes}}.dump());
}

std::string MastodonGranting::owner_of(const std::string& token) const {
    const auto found = tokens_.find(token);
    return found == tokens_.end() ? std::string() : found->second.username;
}

bool MastodonGranting::allows(const std::string& token, const std::string& scope) const {
    const auto found = tokens_.find(token);
    return found == tokens_.end() || has(found->second.scopes, scope);
}

}  // namespace glossd::bench
