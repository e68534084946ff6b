// LaneMemory: what lanes find out about their services, kept in the ledger over restarts. Loop
// thread only. What one would get wrong: it is written seldom, because a kill costs only what was
// found in the last minutes; what is older than a day is not believed any more.
#pragma once

#include "flow/lane_driver.hpp"
#include "store/records.hpp"

#include <map>
#include <string>
#include <vector>

namespace glossd::daemon {

class LaneMemory {
  public:
    static constexpr std::chrono::hours believed{24};

    using Lanes = std::vector<flow::LaneDriver*>;

    // What is worth writing: much else than was last written, or written an hour ago. `all`: at
    // the end, whatever differs.
    std::vector<store::FindingsRow> to_write(const Lanes& lanes, model::WallTime now,
                                             bool all = false);

    void restore(const std::vector<store::FindingsRow>& rows, const Lanes& lanes,
                 model::WallTime now);

  private:
    std::map<std::string, store::FindingsRow> written_;
};

}  // namespace glossd::daemon
