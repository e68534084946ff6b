// Lanes: which services are parked and until when, and what was found out about them, so that a
// restart neither knocks again nor begins anew. A lane without a row is not parked.
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

    void put(const FindingsRow& row);
    void forget_findings(model::WallTime before);
    std::vector<FindingsRow> findings() const;  // by name

  private:
    Statement put_;
    Statement clear_;
    Statement all_;
    Statement put_findings_;
    Statement forget_findings_;
    Statement findings_;
};

}  // namespace glossd::store
