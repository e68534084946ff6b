// Samples: what the monitor measured, so that history survives a restart: minutes for a day, hours
// for a month. The table knows nothing of what is in them; the monitor folds minutes into hours.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

class Samples {
  public:
    explicit Samples(Connection& connection);

    // Takes the place of one of the same period and end.
    void put(SamplePeriod period, const SampleRow& sample);
    // Those whose interval ended after `after`, up to `until`; oldest first.
    std::vector<SampleRow> between(SamplePeriod period, model::WallTime after,
                                   model::WallTime until) const;
    std::optional<SampleRow> last(SamplePeriod period) const;
    std::optional<model::WallTime> first_end(SamplePeriod period, model::WallTime after) const;
    // Returns how many went.
    std::int64_t remove_until(SamplePeriod period, model::WallTime until);

  private:
    Statement put_;
    Statement between_;
    Statement last_;
    Statement first_end_;
    Statement remove_;
};

}  // namespace glossd::store
