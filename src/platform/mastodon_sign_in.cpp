#include "platform/mastodon_sign_in.hpp"

#include "net/oauth2.hpp"
#include "platform/form.hpp"
#include "platform/json.hpp"
#include "platform/mastodon_account.hpp"

#include <string_view>

#include <fmt/format.h>

namespace glossd::platform {

using model::ErrorKind;
using model::fail;
using model::HttpReply;
using model::Reply;
using model::Result;

namespace {

// "Out of band": the code is shown to be copied instead of being sent to an address.
constexpr const char* shown_code = "urn:ietf:wg:oauth:2.0:oob";
constexpr const char* scopes = "read:accounts read:statuses write:statuses write:media";

Result<const HttpReply*> mastodon_reply(const Reply& reply) {
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
        return tl::make_unexpected(failure->error);
    const auto* http = std::get_if<HttpReply>(&reply);
    if (!http) return fail(ErrorKind::protocol, "this is no HTTP reply");
    if (http->status == 429) {
        return fail(ErrorKind::network,
                    "HTTP 429: the server takes no more requests for a while; try again in some "
                    "minutes");
    }
    if (http->status >= 500)
        return fail(ErrorKind::network, fmt::format("HTTP {}: the server has trouble; try again "
                                                    "later",
                                                    http->status));
    if (http->status >= 300 && http->status < 400) {
        return fail(ErrorKind::config, fmt::format("HTTP {}: the server answers at another "
                                                   "address; mend `server`",
                                                   http->status));
    }
    return http;
}

tl::unexpected<model::Error> no_mastodon(const HttpReply& reply) {
    return fail(
        ErrorKind::protocol,
        fmt::format("HTTP {}: this does not answer as a Mastodon server; is `server` right?",
                    reply.status));
}

}  // namespace

model::HttpRequest mastodon_registration(const std::string& server) {
    return form_request(server + "/api/v1/apps", {{"client_name", "glossd"},
                                                  {"redirect_uris", shown_code},
                                                  {"scopes", scopes},
                                                  {"website", "https://github.com/glossd/glossd"}});
}

Result<MastodonApp> read_mastodon_registration(const Reply& reply) {
    const auto http = mastodon_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    const auto body = parse_json((*http)->body);
    MastodonApp app{string_at(body, "client_id"), string_at(body, "client_secret")};
    if ((*http)->status != 200 || app.client_id.empty() || app.client_secret.empty())
        return no_mastodon(**http);
    return app;
}

std::string mastodon_consent_url(const std::string& server, const MastodonApp& app) {
    return server + "/oauth/authorize?" +
           form_text({{"response_type", "code"},
                      {"client_id", app.client_id},
                      {"redirect_uri", shown_code},
                      {"scope", scopes},
                      {"force_login", "true"}});
}

model::HttpRequest mastodon_token_request(const std::string& server, const MastodonApp& app,
                                          const std::string& code) {
    return form_request(server + "/oauth/token", {{"grant_type", "authorization_code"},
                                                  {"code", code},
                                                  {"client_id", app.client_id},
                                                  {"client_secret", app.client_secret},
                                                  {"redirect_uri", shown_code},
                                                  {"scope", scopes}});
}

Result<MastodonToken> read_mastodon_token(const Reply& reply) {
    const auto http = mastodon_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    const auto tokens = net::read_refresh(reply, "");
    if (tokens) return MastodonToken{tokens->access, tokens->lifetime};
    const auto& refusal = tokens.error();
    if (refusal.code == "invalid_client" || !refusal.refused) {
        return fail(ErrorKind::protocol,
                    "the server does not take its own application: " + refusal.message);
    }
    return fail(ErrorKind::invalid_input,
                fmt::format("the server does not take this code ({}): it is mistyped, was used "
                            "before, or is older than ten minutes",
                            refusal.message));
}

model::HttpRequest mastodon_who_request(const std::string& server, const std::string& access) {
    model::HttpRequest request;
    request.url = server + "/api/v1/accounts/verify_credentials";
    request.headers = {{"Authorization", "Bearer " + access}, {"Accept", "application/json"}};
    return request;
}

Result<std::string> read_mastodon_who(const std::string& server, const Reply& reply) {
    const auto http = mastodon_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    const auto status = (*http)->status;
    if (status == 401 || status == 403) {
        return fail(ErrorKind::refused,
                    fmt::format("HTTP {}: the server does not let this account in: it is locked, "
                                "or not confirmed yet; sign in there and see what it says",
                                status));
    }
    const auto account = parse_json((*http)->body);
    if (status != 200 || id_at(account, "id").empty()) return no_mastodon(**http);
    return mastodon_handle(server, account);
}

}  // namespace glossd::platform
