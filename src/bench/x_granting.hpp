// How a pretended X hands out tokens of accounts: by a PIN (OAuth 1.0a) and by an address with a
// code (OAuth 2.0 with PKCE; a code is good once, and for thirty seconds). One thread.
#pragma once

#include "bench/http.hpp"
#include "bench/x_options.hpp"
#include "bench/x_sign_in.hpp"

#include <map>
#include <string>

namespace glossd::bench {

class XGranting {
  public:
    XGranting(const XOptions& options, XSignIn& sign_in) : options_(options), sign_in_(sign_in) {}

    // `base` is the server's address.
    Response request_token(const Request& request, const std::string& base, model::WallTime now);
    Response access_token(const Request& request, const std::string& base, model::WallTime now);
    Response by_code(const Request& request, model::WallTime now);  // POST /2/oauth2/token

    // A browser opens `address`, signs in and allows it: the PIN that is shown, or the address that
    // it ends on; empty when X shows an error instead.
    std::string allow(const std::string& address, const std::string& username);
    void expire_codes() { codes_.clear(); }  // as if thirty seconds had passed

  private:
    struct Asked {
        std::string secret;
        std::string username;  // once allowed, likewise the next
        std::string pin;
    };
    struct Code {
        std::string username;
        std::string challenge;
        std::string redirect_uri;
    };

    model::OAuth1Keys keys_of(const std::string& token, const std::string& secret) const;
    std::string allow_by_address(const std::string& query, const std::string& username);

    const XOptions& options_;
    XSignIn& sign_in_;
    std::map<std::string, Asked> asked_;  // by request token
    std::map<std::string, Code> codes_;
    int made_ = 0;
};

}  // namespace glossd::bench
