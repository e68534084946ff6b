// Seen: which ids of a source were ever shown, so that an old post is never new again.
// last_shown is written at most once an hour, or every poll would rewrite a page of rows.
#pragma once

#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

class Seen {
  public:
    explicit Seen(Connection& connection);

    bool contains(const std::string& source, const std::string& id) const;
    // One answer per id, in their order.
    std::vector<bool> contains_all(const std::string& source,
                                   const std::vector<std::string>& ids) const;
    // The post that this id is, if it was kept as one.
    std::optional<std::int64_t> post_of(const std::string& source, const std::string& id) const;
    bool any(const std::string& source) const;  // false: this source was never read

    // `post_id` may be absent (filtered, too old); a later one is added, none is taken away.
    void show(const std::string& source, const std::string& id, std::optional<std::int64_t> post_id,
              model::WallTime now);

    // Forgets ids last shown before `before` (up to an hour late) of sources that showed one since.
    // Returns how many went; a return equal to `limit` means that there may be more.
    std::int64_t forget(model::WallTime before, int limit = 5000);

  private:
    Statement contains_;
    Statement post_of_;
    Statement any_;
    Statement show_;
    Statement forget_;
};

}  // namespace glossd::store
