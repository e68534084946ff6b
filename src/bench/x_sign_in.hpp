// Who a request to the pretended X is from: OAuth 1.0a signatures are worked out anew and compared,
// nonces are good once, OAuth 2.0 refresh tokens too. One thread.
#pragma once

#include "bench/http.hpp"
#include "bench/x_options.hpp"

#include <map>
#include <set>
#include <string>

namespace glossd::bench {

// A parameter of `Authorization: OAuth`, decoded; or empty.
std::string oauth1_field(const Request& request, const std::string& name);

class XSignIn {
  public:
    explicit XSignIn(const XOptions& options);

    // The user name; "app" for the app's own token; empty: nobody. `base` is the server's address.
    std::string who(const Request& request, const std::string& base, model::WallTime now);

    // POST /2/oauth2/token.
    Response refresh(const Request& request, model::WallTime now);

    // Whether it was signed with these keys, in time and for the first time.
    bool is_signed(const model::OAuth1Keys& keys, const Request& request, const std::string& base,
                   model::WallTime now);
    void add(XAccount account) { accounts_.push_back(std::move(account)); }
    // New tokens of OAuth 2.0.
    Response issue(const std::string& username, model::WallTime now);

    int refreshed() const { return refreshed_; }
    int refused_refreshes() const { return refused_refreshes_; }
    // As if every access token had been taken back.
    void revoke_access() { access_.clear(); }

  private:
    struct Access {
        std::string username;
        model::WallTime good_until;
    };

    std::string who_signed(const Request& request, const std::string& base, model::WallTime now);

    const XOptions& options_;
    std::vector<XAccount> accounts_;
    std::set<std::string> nonces_;
    std::map<std::string, std::string> refresh_;  // token: user name
    std::map<std::string, Access> access_;        // by token
    int issued_ = 0;
    int refreshed_ = 0;
    int refused_refreshes_ = 0;
};

}  // namespace glossd::bench
