// WaitingTexts: flights that wait for one engine and language pair, and which of them go together
// in one call. Loop thread only. What one would get wrong: a call is decided when its lane lets it
// start, not when its texts come, so that a busy lane sends full batches.
#pragma once

#include "flow/batch_size.hpp"
#include "pipeline/flight.hpp"

#include <cstddef>
#include <deque>
#include <vector>

namespace glossd::pipeline {

class WaitingTexts {
  public:
    void push(FlightPtr flight);

    bool empty() const { return flights_.empty(); }
    std::size_t size() const { return flights_.size(); }
    const FlightPtr& front() const { return flights_.front(); }

    // How many calls they fill at the least; the last one may be part empty.
    std::size_t calls(const flow::BatchRoom& room) const;
    bool fill_one(const flow::BatchRoom& room) const;

    // Those for one call: the longest waiting, then those of about its length, then any others, in
    // their order. No more than there is room for, `most_characters` code points (0: no limit) and
    // each may share a call with; only those with the same hint and limit. One text always goes.
    std::vector<FlightPtr> take(const flow::BatchRoom& room, std::size_t most_characters);

    std::vector<FlightPtr> take_all();

  private:
    std::deque<FlightPtr> flights_;
    flow::GuessedTokens tokens_;  // of them all
};

}  // namespace glossd::pipeline
