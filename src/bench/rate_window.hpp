// A rate limit as Rack::Attack counts it: so many requests in a fixed window of wall time, each
// token by itself. One thread.
#pragma once

#include "bench/http.hpp"
#include "model/time.hpp"

#include <map>
#include <string>

namespace glossd::bench {

class RateWindow {
  public:
    // `limit` 0: none.
    RateWindow(int limit, model::Duration window) : limit_(limit), window_(window) {}

    // Counts a request; false when it is one too many.
    bool take(const std::string& token, model::WallTime now);
    // X-RateLimit-Limit, -Remaining and -Reset (ISO 8601, microseconds); none without a limit.
    model::Headers headers(const std::string& token, model::WallTime now) const;

    int remaining(const std::string& token, model::WallTime now) const;
    model::WallTime reset(model::WallTime now) const;  // when the window ends

  private:
    struct Count {
        std::int64_t window = 0;
        int used = 0;
    };

    std::int64_t number_of(model::WallTime now) const { return now.time_since_epoch() / window_; }

    int limit_;
    model::Duration window_;
    std::map<std::string, Count> counts_;
};

}  // namespace glossd::bench
