// MastodonStandIn: a pretended Mastodon server on loopback, as far as reading and publishing posts
// goes (docs.joinmastodon.org/methods; glitch-soc where they are silent). Any thread. With
// Acceptance::at_end a status exists only once the latency is over, even if its sender is dead.
#pragma once

#include "bench/key_memory.hpp"
#include "bench/mastodon_granting.hpp"
#include "bench/mastodon_json.hpp"
#include "bench/mastodon_media.hpp"
#include "bench/mastodon_options.hpp"
#include "bench/mastodon_timeline.hpp"
#include "bench/rate_window.hpp"
#include "bench/server.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

struct MastodonCounters {
    int accepted = 0;             // statuses made over HTTP
    int repeats_from_memory = 0;  // same key again: no second status
    int repeats_locked = 0;       // 503: the first with this key was still under way
    int deleted = 0;              // statuses, over HTTP
    int rejected = 0;             // posts answered with 4xx
    int unauthorized = 0;         // requests with a bad token
    int rate_limited = 0;
    int uploads = 0;  // media taken
};

class MastodonStandIn {
  public:
    static model::Result<std::unique_ptr<MastodonStandIn>> start(MastodonOptions options);

    std::string url() const { return server_->url(); }
    Server& server() { return *server_; }
    Faults& faults() { return *faults_; }

    // In order of acceptance; of one account, or of all.
    std::vector<Status> statuses(const std::string& username) const;
    std::vector<Status> statuses() const;
    std::size_t threads() const;  // statuses that answer none
    MastodonCounters counters() const;

    // As if its owner had posted it in a browser; gives the id.
    std::string publish(const std::string& username, const std::string& text,
                        const std::string& language = "en");
    bool remove(const std::string& id);
    // What its owner sees who opens the address in a browser and allows it: a code, or nothing.
    std::string allow(const std::string& address, const std::string& username);
    void expire_codes();
    void revoke_granted();

    // What it takes the time to be, as seen from ours: for posts of another day.
    void set_clock(model::Duration ahead);

    // As if an hour had passed: repeated keys make new statuses.
    void forget_keys();

  private:
    explicit MastodonStandIn(MastodonOptions options);

    // The server's thread, under mutex_.
    std::optional<Response> admit(const Request& request);
    Response handle(const Request& request);
    Response route(const Request& request);
    Response post_status(const MastodonAccount& account, const Request& request);
    Response route_media(const MastodonAccount& owner, const Request& request);
    Response make_status(const MastodonAccount& account, const Request& request);
    Response delete_status(const MastodonAccount* owner, const std::string& id);
    Response one_status(const Request& request, const std::string& rest);
    Response list_statuses(const Request& request, const std::string& id);
    Response look_up(const Request& request) const;
    Response error(int status, const std::string& message) const;
    Response show(const Status& status) const;
    Paging paging_of(const Request& request) const;
    bool may_see(const MastodonAccount* reader, const Status& status) const;
    bool is_reply_to_other(const Status& status) const;
    const MastodonAccount* owner_of(const Request& request) const;
    bool has_lockable_key(const Request& request) const;
    model::WallTime now() const { return model::wall_now() + ahead_; }
    MastodonSite site() const { return {options_, server_->url()}; }

    const MastodonOptions options_;
    const std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
    mutable std::mutex mutex_;
    Timeline timeline_;
    KeyMemory keys_;
    MastodonGranting granting_;
    RateWindow rates_;
    MastodonMedia media_;
    MastodonCounters counters_;
    model::Duration ahead_{};
    std::unique_ptr<Server> server_;  // last: its thread uses all of the above
};

}  // namespace glossd::bench
