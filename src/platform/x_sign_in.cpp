#include "platform/x_sign_in.hpp"

#include "platform/form.hpp"
#include "platform/json.hpp"
#include "platform/x_reply.hpp"
#include "text/percent.hpp"

#include <fmt/format.h>

namespace glossd::platform {

using model::ErrorKind;
using model::fail;
using model::HttpReply;
using model::Reply;
using model::Result;

namespace {

constexpr const char* own_address = "https://api.x.com";

Result<const HttpReply*> x_reply(const Reply& reply) {
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
        return tl::make_unexpected(failure->error);
    const auto* http = std::get_if<HttpReply>(&reply);
    if (!http) return fail(ErrorKind::protocol, "this is no HTTP reply");
    if (http->status == 429 || http->status >= 500)
        return fail(ErrorKind::network, x_read_outcome(*http).message + "; try again later");
    return http;
}

std::string field(std::string_view text, const char* name) {
    return form_value(text, name);
}

}  // namespace

std::string x_pages(const std::string& base_url) {
    return base_url == own_address ? "https://x.com" : base_url;
}

model::HttpRequest x_request_token(const std::string& base_url, const model::OAuth1Keys& app) {
    auto request = form_request(base_url + "/oauth/request_token", {{"oauth_callback", "oob"}});
    request.credential = app;
    return request;
}

Result<model::OAuth1Keys> read_x_request_token(const model::OAuth1Keys& app, const Reply& reply) {
    const auto http = x_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    auto asking = app;
    asking.token = field((*http)->body, "oauth_token");
    asking.token_secret = field((*http)->body, "oauth_token_secret");
    if ((*http)->status == 200 && !asking.token.empty() && !asking.token_secret.empty())
        return asking;
    return fail(ErrorKind::config,
                fmt::format("X does not take the app's keys ({}). Are `api_key` and `api_secret` "
                            "those of its developer console, is user authentication set up there "
                            "with a callback address, and is this machine's clock right?",
                            x_read_outcome(**http).message));
}

std::string x_pin_url(const std::string& base_url, const model::OAuth1Keys& asking) {
    return base_url + "/oauth/authorize?" +
           form_text({{"oauth_token", asking.token}, {"force_login", "true"}});
}

model::HttpRequest x_access_token(const std::string& base_url, const model::OAuth1Keys& asking,
                                  const std::string& pin) {
    auto request = form_request(base_url + "/oauth/access_token", {{"oauth_verifier", pin}});
    request.credential = asking;
    return request;
}

Result<XSignedIn> read_x_access_token(const Reply& reply) {
    const auto http = x_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    const auto& body = (*http)->body;
    XSignedIn made{"@" + field(body, "screen_name"), field(body, "oauth_token"),
                   field(body, "oauth_token_secret")};
    if ((*http)->status == 200 && !made.token.empty() && !made.secret.empty()) return made;
    return fail(ErrorKind::invalid_input,
                fmt::format("X does not take this PIN ({}): it is mistyped, was used before, or "
                            "is too old",
                            x_read_outcome(**http).message));
}

std::string x_consent_url(const std::string& base_url, const XConsent& consent) {
    return x_pages(base_url) + "/i/oauth2/authorize?" +
           form_text({{"response_type", "code"},
                      {"client_id", consent.client_id},
                      {"redirect_uri", consent.redirect_uri},
                      {"scope", consent.scopes},
                      {"state", consent.state},
                      {"code_challenge", net::code_challenge(consent.verifier)},
                      {"code_challenge_method", "S256"}});
}

Result<std::string> read_x_redirect(const XConsent& consent, const std::string& pasted) {
    const auto mark = pasted.find('?');
    if (mark == std::string::npos || pasted.substr(0, mark) != consent.redirect_uri) {
        return fail(ErrorKind::invalid_input,
                    fmt::format("that is not the address the browser ends on: it begins with {}?",
                                consent.redirect_uri));
    }
    const auto end = pasted.find('#', mark);
    const auto query = pasted.substr(mark + 1, end == std::string::npos ? end : end - mark - 1);
    if (field(query, "state") != consent.state) {
        return fail(ErrorKind::invalid_input,
                    "that address answers another sign-in; open the address above and paste the "
                    "one it leads to");
    }
    if (const auto refusal = field(query, "error"); !refusal.empty()) {
        return fail(ErrorKind::refused,
                    refusal == "access_denied"
                        ? std::string("the account's owner did not allow it")
                        : "X did not ask the account's owner: the app's settings do not allow this "
                          "sign-in");
    }
    auto code = field(query, "code");
    if (code.empty()) return fail(ErrorKind::invalid_input, "there is no code in that address");
    return code;
}

Result<net::OAuth2Tokens> read_x_tokens(const Reply& reply) {
    const auto http = x_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    auto tokens = net::read_refresh(reply, "");
    if (!tokens) {
        const auto& refusal = tokens.error();
        if (refusal.code == "invalid_client" || refusal.code == "unauthorized_client") {
            return fail(ErrorKind::config,
                        fmt::format("X does not know the app ({}): see `client_id` and, for a "
                                    "bot, `client_secret`",
                                    refusal.message));
        }
        return fail(ErrorKind::invalid_input,
                    fmt::format("X does not take this code ({}): it is good for 30 seconds and "
                                "for one use; open the address again and be quick",
                                refusal.message));
    }
    if (tokens->refresh.empty()) {
        return fail(ErrorKind::config,
                    "X gave no refresh token: the app may not ask for offline.access");
    }
    return *tokens;
}

model::HttpRequest x_who_request(const std::string& base_url, const std::string& access) {
    model::HttpRequest request;
    request.url = base_url + "/2/users/me";
    request.headers = {{"Authorization", "Bearer " + access}, {"Accept", "application/json"}};
    return request;
}

Result<std::string> read_x_who(const Reply& reply) {
    const auto http = x_reply(reply);
    if (!http) return tl::make_unexpected(http.error());
    const auto name = string_at(member(parse_json((*http)->body), "data"), "username");
    if ((*http)->status == 200 && !name.empty()) return "@" + name;
    return fail(ErrorKind::refused,
                "X does not let this account in: " + x_read_outcome(**http).message);
}

model::HttpRequest x_reader_request(const std::string& base_url, const std::string& bearer,
                                    const std::string& username) {
    auto request = x_who_request(base_url, bearer);
    request.url = base_url + "/2/users/by/username/" + text::percent_encode(username);
    return request;
}

}  // namespace glossd::platform
