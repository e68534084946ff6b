// XStandIn: a pretended X on loopback, as far as reading an account's posts and posting goes (API
// v2; docs.x.com, and its OpenAPI of August 2026). Any thread. Each text is taken from an account
// once only, as on X; a request whose sender is dead by the end of its latency is still taken.
#pragma once

#include "bench/rate_window.hpp"
#include "bench/server.hpp"
#include "bench/x_granting.hpp"
#include "bench/x_json.hpp"
#include "bench/x_media.hpp"
#include "bench/x_options.hpp"
#include "bench/x_sign_in.hpp"
#include "bench/x_timeline.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

struct XCounters {
    int accepted = 0;      // posts made over HTTP
    int duplicates = 0;    // refused: the account has such a text
    int too_long = 0;      // refused: over 280 weights
    int rejected = 0;      // posts refused for any other reason
    int unauthorized = 0;  // requests from nobody
    int rate_limited = 0;
    int look_ups = 0;    // of a user by name
    int posts_read = 0;  // shown in lists: what X charges for
    int refreshed = 0;
    int refused_refreshes = 0;
    int uploads = 0;  // media taken

    bool operator==(const XCounters&) const = default;
};

class XStandIn {
  public:
    static model::Result<std::unique_ptr<XStandIn>> start(XOptions options);

    std::string url() const { return server_->url(); }
    Server& server() { return *server_; }
    Faults& faults() { return *faults_; }

    // In order of acceptance; of one account, or of all.
    std::vector<XPost> posts(const std::string& username) const;
    std::vector<XPost> posts() const;
    XCounters counters() const;

    // As if its owner had posted it in a browser; gives the id.
    std::string publish(XPost post);
    std::string edit(const std::string& id, const std::string& text);
    void revoke_access();

    // What its owner sees who opens the address in a browser and allows it: a PIN, the address that
    // the browser ends on, or nothing.
    std::string allow(const std::string& address, const std::string& username);
    void expire_codes();

  private:
    explicit XStandIn(XOptions options);

    // The server's thread, under mutex_.
    std::optional<Response> admit(const Request& request);
    Response handle(const Request& request);
    std::optional<Response> sign_in(const Request& request, model::WallTime now);
    Response route(const Request& request, const std::string& user);
    Response remove(const std::string& user, std::string_view id);
    Response show_user(const std::string& username);
    Response list_posts(const Request& request, const std::string& user_id);
    std::optional<Response> refuse_parameters(const Request& request) const;
    Response create(const std::string& username, const Request& request);
    std::optional<Response> refuse_media(const std::string& username, const nlohmann::json& body);
    std::optional<Response> refuse_post(const std::string& username, const nlohmann::json& body);
    Response finished(Response response, const std::string& user) const;
    const XAccount* account_of(const std::string& user_id) const;

    const XOptions options_;
    const std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
    mutable std::mutex mutex_;
    XTimeline timeline_;
    XSignIn sign_in_;
    XGranting granting_;
    RateWindow rates_;
    XMediaStore media_;
    XCounters counters_;
    std::string url_;
    std::unique_ptr<Server> server_;  // last: its thread uses all of the above
};

}  // namespace glossd::bench
