// AuthorizingExchange: gives requests with an OAuth 2.0 credential their access token, and renews
// it when it has run out, under the grant of the request that needs it. Loop thread only.
// What one would get wrong: the service takes each refresh token once, so the new one is committed
// to the ledger before anything uses the access token that came with it.
#pragma once

#include "net/oauth2.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>

namespace glossd::pipeline {

class AuthorizingExchange : public Exchange {
  public:
    AuthorizingExchange(runtime::Loop& loop, Exchange& inner, store::Database& database,
                        Activity& activity)
        : loop_(loop), inner_(inner), database_(database), activity_(activity) {}

    // Requests without such a credential go straight on. A grant that is refused reaches the
    // reader as a 401, one that cannot be renewed now as a failure before anything was sent.
    void start(model::Request request, model::Duration timeout, Read read) override;

  private:
    struct Waiting {
        model::HttpRequest request;
        model::Duration timeout;
        Read read;
        bool repeated = false;  // once refused already, with a token that should have been good
    };
    struct Account {
        model::OAuth2Grant grant;
        net::OAuth2Tokens tokens;
        model::WallTime good_until{};
        std::deque<Waiting> waiting;
        bool loaded = false;   // what the ledger has is in `tokens`
        bool busy = false;     // reading, renewing or storing
        bool unsaved = false;  // `tokens` are newer than the ledger
        bool tried_configured = false;
    };

    void pump(const std::string& id);
    void load(const std::string& id);
    void renew(const std::string& id);
    void renewed(const std::string& id,
                 const tl::expected<net::OAuth2Tokens, net::RefreshFailure>& result);
    void save(const std::string& id);
    void send(const std::string& id, Waiting waiting);
    void refuse_all(const std::string& id, const net::RefreshFailure& failure);

    runtime::Loop& loop_;
    Exchange& inner_;
    store::Database& database_;
    Activity& activity_;
    std::map<std::string, Account> accounts_;  // by the grant's name in the ledger
};

}  // namespace glossd::pipeline
