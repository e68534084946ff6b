#include "pipeline/authorizing_exchange.hpp"

#include "text/hash.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::pipeline {

using model::WallTime;
using nlohmann::json;
using Renewed = tl::expected<net::OAuth2Tokens, net::RefreshFailure>;

namespace {

constexpr std::chrono::seconds patience{30};
// A token is not used any more when it ends so soon: the request is on its way for a while. Never
// more than half its life, or a short one would be renewed for ever.
constexpr std::chrono::minutes margin{1};
constexpr std::chrono::hours usual_lifetime{2};

// One account is one name, whoever in the configuration uses it; another token configured is
// another name. Says nothing of the token itself.
std::string name_of(const model::OAuth2Grant& grant) {
    return "oauth2:" + text::sha256_hex(text::sha256_fields(
                           {grant.token_url, grant.client_id, grant.refresh_token}));
}

std::string to_text(const net::OAuth2Tokens& tokens, WallTime good_until) {
    return json{{"access", tokens.access},
                {"refresh", tokens.refresh},
                {"good_until", good_until.time_since_epoch().count()}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

void AuthorizingExchange::start(model::Request request, model::Duration timeout, Read read) {
    auto* http = std::get_if<model::HttpRequest>(&request);
    const auto* grant = http ? std::get_if<model::OAuth2Grant>(&http->credential) : nullptr;
    if (!grant) return inner_.start(std::move(request), timeout, std::move(read));
    const auto id = name_of(*grant);
    auto& account = accounts_[id];
    account.grant = *grant;
    account.waiting.push_back({std::move(*http), timeout, std::move(read)});
    pump(id);
}

void AuthorizingExchange::pump(const std::string& id) {
    auto& account = accounts_.at(id);
    if (account.busy || account.waiting.empty()) return;
    if (!account.loaded) return load(id);
    if (account.unsaved) return save(id);
    if (account.tokens.access.empty() || model::wall_now() >= account.good_until) {
        return renew(id);
    }
    for (auto waiting = std::exchange(account.waiting, {}); !waiting.empty(); waiting.pop_front()) {
        send(id, std::move(waiting.front()));
    }
}

void AuthorizingExchange::load(const std::string& id) {
    accounts_.at(id).busy = true;
    database_.submit([id](store::Tables& tables) { return tables.meta.get(id); },
                     [this, id, token = activity_.hold()](
                         const model::Result<std::optional<std::string>>& stored) {
                         auto& account = accounts_.at(id);
                         account.busy = false;
                         if (!stored) return refuse_all(id, {stored.error().message, false});
                         const auto known = json::parse(stored->value_or(""), nullptr, false);
                         account.tokens.refresh = account.grant.refresh_token;
                         if (known.is_object()) {
                             account.tokens.access = known.value("access", "");
                             account.tokens.refresh = known.value("refresh", "");
                             account.good_until =
                                 WallTime(model::Duration(known.value("good_until", 0LL)));
                         }
                         account.loaded = true;
                         pump(id);
                     });
}

void AuthorizingExchange::renew(const std::string& id) {
    auto& account = accounts_.at(id);
    account.busy = true;
    const auto sent = account.tokens.refresh;
    inner_.start(net::refresh_request(account.grant, sent), patience,
                 [this, id, sent,
                  token = activity_.hold()](const model::Reply& reply) -> Exchange::Completion {
                     return [this, id, result = net::read_refresh(reply, sent), token] {
                         renewed(id, result);
                     };
                 });
}

void AuthorizingExchange::renewed(const std::string& id, const Renewed& result) {
    auto& account = accounts_.at(id);
    account.busy = false;
    if (result) {
        account.tokens = *result;
        const auto lifetime = result->lifetime > model::Duration::zero()
                                  ? result->lifetime
                                  : model::Duration(usual_lifetime);
        account.good_until =
            model::wall_now() + lifetime - std::min<model::Duration>(margin, lifetime / 2);
        account.tried_configured = false;
        account.unsaved = true;
        return save(id);
    }
    // The ledger may have come back from a backup: then the configured token is the better one.
    const auto& configured = account.grant.refresh_token;
    if (result.error().refused && account.tokens.refresh != configured &&
        !account.tried_configured) {
        account.tried_configured = true;
        account.tokens.refresh = configured;
        return renew(id);
    }
    refuse_all(id, result.error());
}

void AuthorizingExchange::save(const std::string& id) {
    auto& account = accounts_.at(id);
    account.busy = true;
    database_.submit([id, value = to_text(account.tokens, account.good_until)](
                         store::Tables& tables) { tables.meta.put(id, value); },
                     [this, id, token = activity_.hold()](const model::Result<void>& stored) {
                         auto& stored_account = accounts_.at(id);
                         stored_account.busy = false;
                         // Unused until it is safe: the next request tries to store it again.
                         if (!stored) return refuse_all(id, {stored.error().message, false});
                         stored_account.unsaved = false;
                         pump(id);
                     });
}

void AuthorizingExchange::send(const std::string& id, Waiting waiting) {
    auto request = waiting.request;
    request.credential = {};
    const auto access = accounts_.at(id).tokens.access;
    request.headers.emplace_back("Authorization", "Bearer " + access);
    const auto timeout = waiting.timeout;
    if (waiting.repeated) return inner_.start(std::move(request), timeout, std::move(waiting.read));
    waiting.repeated = true;
    inner_.start(std::move(request), timeout,
                 [this, id, access,
                  waiting = std::move(waiting)](model::Reply reply) -> Exchange::Completion {
                     const auto* http = std::get_if<model::HttpReply>(&reply);
                     if (!http || http->status != 401) return waiting.read(std::move(reply));
                     // Refused before its time: nothing was done, so it goes once more.
                     return [this, id, access, waiting] {
                         auto& account = accounts_.at(id);
                         if (account.tokens.access == access) account.tokens.access.clear();
                         account.waiting.push_back(waiting);
                         pump(id);
                     };
                 });
}

void AuthorizingExchange::refuse_all(const std::string& id, const net::RefreshFailure& failure) {
    auto& account = accounts_.at(id);
    const auto message = "the access token could not be renewed: " + failure.message;
    model::Reply reply = model::ExchangeFailure{{model::ErrorKind::network, message}, false};
    if (failure.refused) {
        const json body{{"title", "Unauthorized"}, {"detail", message}, {"status", 401}};
        reply = model::HttpReply{401, {}, body.dump(), account.grant.token_url, {}};
    }
    for (auto& waiting : std::exchange(account.waiting, {})) {
        loop_.post(waiting.read(reply));
    }
}

}  // namespace glossd::pipeline
