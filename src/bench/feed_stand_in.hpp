// FeedStandIn: a server of one feed whose items change while it runs, with the validators that
// feed readers should send back (RFC 9110 section 13). Any thread. Any path serves the feed, as
// RSS when it ends in ".rss", else as Atom, unless an answer was set for it.
#pragma once

#include "bench/feed_document.hpp"
#include "bench/server.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace glossd::bench {

struct FeedCounters {
    int requests = 0;
    int full_answers = 0;  // 200
    int not_modified = 0;  // 304
};

class FeedStandIn {
  public:
    static model::Result<std::unique_ptr<FeedStandIn>> start(std::vector<FeedItem> items = {});

    std::string url() const { return server_->url("/feed.atom"); }
    std::string rss_url() const { return server_->url("/feed.rss"); }
    Server& server() { return *server_; }
    Faults& faults() { return *faults_; }

    void set_items(std::vector<FeedItem> items);
    void add(FeedItem item);  // as the newest

    // For this path from now on: 301 with Location, 410, 429 with Retry-After, anything.
    void set_answer(const std::string& path, Response response);
    void move(const std::string& path, const std::string& location, int status = 301);
    void clear_answers();

    FeedCounters counters() const;
    int requests(const std::string& path) const;  // of this path alone

  private:
    FeedStandIn(std::vector<FeedItem> items, model::WallTime now);

    Response handle(const Request& request);  // the server's thread
    Response serve(const Request& request);

    const std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
    mutable std::mutex mutex_;  // what follows
    std::vector<FeedItem> items_;
    model::WallTime changed_;
    std::map<std::string, Response> answers_;  // by path
    FeedCounters counters_;
    std::map<std::string, int> requests_;  // by path
    std::unique_ptr<Server> server_;       // last: its thread uses all of the above
};

}  // namespace glossd::bench
