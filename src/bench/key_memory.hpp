// What Mastodon remembers of an Idempotency-Key: for an hour the id of the status it made, and
// while a request is under way a lock (Redis, PR 37879). The body is not compared. One thread.
#pragma once

#include "model/time.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace glossd::bench {

class KeyMemory {
  public:
    // False: the same account's request with this key is under way.
    bool lock(const std::string& account, const std::string& key);
    void unlock(const std::string& account, const std::string& key);

    void remember(const std::string& account, const std::string& key, std::string status_id,
                  model::Instant now);
    std::optional<std::string> recall(const std::string& account, const std::string& key,
                                      model::Instant now) const;
    // As if the hour were over.
    void forget_all() { made_.clear(); }

  private:
    using Key = std::pair<std::string, std::string>;  // keys of one account mean nothing to another
    struct Made {
        std::string status_id;
        model::Instant at;
    };

    std::map<Key, Made> made_;
    std::set<Key> locked_;
};

}  // namespace glossd::bench
