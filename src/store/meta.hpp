// Meta: facts about the database itself, by key.
// The instance id is made with the file and copied with it: it names the ledger, not the host.
#pragma once

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

  private:
    Statement get_;
    Statement put_;
};

}  // namespace glossd::store
