#include "bench/x_sign_in.hpp"

#include "net/header_text.hpp"
#include "net/oauth1.hpp"

#include <charconv>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::chrono::minutes most_skew{5};

std::string field_of(const std::string& header, const std::string& name) {
    const auto at = header.find(name + "=\"");
    if (at == header.npos) return {};
    const auto begin = at + name.size() + 2;
    return net::percent_decode(header.substr(begin, header.find('"', begin) - begin));
}

model::HttpRequest as_sent(const Request& request, const std::string& base) {
    model::HttpRequest made;
    made.method = request.method;
    made.url = base + request.path + (request.query.empty() ? "" : "?" + request.query);
    made.headers = request.headers;
    made.body = request.body;
    return made;
}

}  // namespace

std::string oauth1_field(const Request& request, const std::string& name) {
    return field_of(request.header("Authorization"), name);
}

XSignIn::XSignIn(const XOptions& options) : options_(options), accounts_(options.accounts) {
    for (const auto& account : options_.accounts) {
        if (!account.refresh_token.empty()) refresh_[account.refresh_token] = account.username;
    }
}

std::string XSignIn::who(const Request& request, const std::string& base, model::WallTime now) {
    const auto token = request.bearer();
    if (token.empty()) return who_signed(request, base, now);
    if (token == options_.bearer) return "app";
    const auto found = access_.find(token);
    return found == access_.end() || found->second.good_until <= now ? "" : found->second.username;
}

std::string XSignIn::who_signed(const Request& request, const std::string& base,
                                model::WallTime now) {
    const auto token = oauth1_field(request, "oauth_token");
    for (const auto& account : accounts_) {
        if (account.keys.token.empty() || account.keys.token != token) continue;
        return is_signed(account.keys, request, base, now) ? account.username : "";
    }
    return {};
}

bool XSignIn::is_signed(const model::OAuth1Keys& keys, const Request& request,
                        const std::string& base, model::WallTime now) {
    const auto header = request.header("Authorization");
    if (!header.starts_with("OAuth ")) return false;
    const auto stamp = field_of(header, "oauth_timestamp");
    std::int64_t seconds = 0;
    std::from_chars(stamp.data(), stamp.data() + stamp.size(), seconds);
    const model::WallTime signed_at{std::chrono::seconds(seconds)};
    if (signed_at < now - most_skew || signed_at > now + most_skew) return false;
    const auto nonce = field_of(header, "oauth_nonce");
    const auto expected = net::oauth1_authorization(keys, as_sent(request, base), nonce, signed_at);
    const bool same = field_of(expected, "oauth_signature") == field_of(header, "oauth_signature");
    return same && nonces_.insert(nonce).second;
}

Response XSignIn::refresh(const Request& request, model::WallTime now) {
    const auto token = form_field(request.body, "refresh_token");
    const auto found = refresh_.find(token);
    const bool granted = form_field(request.body, "grant_type") == "refresh_token";
    if (!granted || found == refresh_.end()) {
        ++refused_refreshes_;
        return json_response(json{{"error", "invalid_request"},
                                  {"error_description", "Value passed for the token was invalid."}}
                                 .dump(),
                             400);
    }
    const auto username = found->second;
    refresh_.erase(found);
    ++refreshed_;
    return issue(username, now);
}

Response XSignIn::issue(const std::string& username, model::WallTime now) {
    ++issued_;
    const auto next = fmt::format("refresh-{}-{}", username, issued_);
    const auto access = fmt::format("access-{}-{}", username, issued_);
    refresh_[next] = username;
    access_[access] = {username, now + options_.token_lifetime};
    const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(options_.token_lifetime);
    return json_response(json{{"token_type", "bearer"},
                              {"expires_in", lifetime.count()},
                              {"access_token", access},
                              {"refresh_token", next},
                              {"scope", "tweet.read tweet.write users.read offline.access"}}
                             .dump());
}

}  // namespace glossd::bench
