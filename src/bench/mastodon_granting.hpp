// How a pretended Mastodon server hands out tokens (doorkeeper, as Mastodon sets it up):
// applications register, an owner allows one in a browser and is shown a code, the code buys a
// token once and within ten minutes. One thread.
#pragma once

#include "bench/http.hpp"
#include "bench/mastodon_options.hpp"

#include <map>
#include <string>
#include <vector>

namespace glossd::bench {

class MastodonGranting {
  public:
    explicit MastodonGranting(const MastodonOptions& options) : options_(options) {}

    Response register_app(const Request& request);  // POST /api/v1/apps
    Response grant(const Request& request);         // POST /oauth/token

    // A browser opens `address`, signs in and allows what it asks for: the code that the page then
    // shows; empty when the page shows an error instead.
    std::string allow(const std::string& address, const std::string& username);
    void expire_codes() { codes_.clear(); }  // as if ten minutes had passed
    void revoke() { tokens_.clear(); }       // as if all owners had taken theirs back

    std::string owner_of(const std::string& token) const;  // empty: no token of ours
    bool allows(const std::string& token, const std::string& scope) const;
    int registered() const { return static_cast<int>(apps_.size()); }

  private:
    struct App {
        std::string secret;
        std::string redirect_uri;
        std::vector<std::string> scopes;
    };
    struct Granted {
        std::string client_id;
        std::string username;
        std::vector<std::string> scopes;
    };

    const MastodonOptions& options_;
    std::map<std::string, App> apps_;       // by client_id
    std::map<std::string, Granted> codes_;  // not yet used
    std::map<std::string, Granted> tokens_;
    int made_ = 0;
};

}  // namespace glossd::bench
