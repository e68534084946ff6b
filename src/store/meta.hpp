// Meta: facts about the database itself, by key.
// The instance id is made with the file and copied with it: it names the ledger, not the host.
#pragma once

#include "model/time.hpp"
#include "store/statement.hpp"

#include <optional>
#include <string>

namespace glossd::store {

class Meta {
  public:
    explicit Meta(Connection& connection);

    std::string instance_id() const;  // 32 hex digits
    std::optional<std::string> get(const std::string& key) const;
    void put(const std::string& key, const std::string& value);

    // Stands in a copy that `glossd backup` made. note_start() turns it into put_back(): the first
    // start on the copy, since which it is the ledger in use.
    static constexpr const char* copied = "copied";
    void note_start(model::WallTime now);
    std::optional<model::WallTime> put_back() const;

  private:
    Statement get_;
    Statement put_;
};

}  // namespace glossd::store
