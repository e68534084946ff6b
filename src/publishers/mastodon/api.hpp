// The Mastodon client API as requests, and what the replies of its reads have in common. A value;
// any thread. Compatible servers (GoToSocial, snac, Pleroma) may answer an error in HTML or not
// at all, so a body is never required to be JSON.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/outcome.hpp"
#include "publishers/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace glossd::publishers::mastodon {

class Api {
  public:
    // `server` is an origin without trailing slash.
    Api(std::string server, config::Secret token);

    // `path` from the origin: "/api/v1/...". Redirects are not followed: they would carry the
    // token to another host.
    model::HttpRequest get(std::string_view path) const;
    model::HttpRequest post(std::string_view path, std::string json) const;
    model::HttpRequest remove(std::string_view path) const;  // DELETE

    const std::string& server() const { return server_; }
    const config::Secret& token() const { return token_; }

    // What keeps a read from being answered now or ever: the credential, a limit, a server in
    // trouble, a server that moved. Nothing for every other status; the body decides then.
    std::optional<model::Outcome> trouble(const model::HttpReply& reply) const;

  private:
    std::string server_;
    config::Secret token_;
};

// Where people find a Status: `url`, else `uri`; empty when neither is an http(s) address.
std::string address_of(const Json& status);

}  // namespace glossd::publishers::mastodon
