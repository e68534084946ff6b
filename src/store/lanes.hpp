// Lanes: which services are parked and until when, so that a restart does not knock again.
// A lane without a row is not parked.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <string>
#include <vector>

namespace glossd::store {

class Lanes {
  public:
    explicit Lanes(Connection& connection);

    void put(const std::string& name, const Deadline& parked_until, const std::string& reason);
    void clear(const std::string& name);
    std::vector<LaneRow> all() const;  // by name

  private:
    Statement put_;
    Statement clear_;
    Statement all_;
};

}  // namespace glossd::store
