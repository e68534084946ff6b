// BatchPick: which of the waiting texts go together in one call. Pure.
#pragma once

#include "pipeline/flight.hpp"

#include <cstddef>
#include <deque>
#include <vector>

namespace glossd::pipeline {

// Takes them out of `waiting`, the longest waiting first: at most `most_items`, no more than any of
// them may share a call with, `most_characters` code points in all (0: no limit; one text always
// goes), and only those with the same hint, limit and tone.
std::vector<FlightPtr> pick_batch(std::deque<FlightPtr>& waiting, std::size_t most_items,
                                  std::size_t most_characters);

}  // namespace glossd::pipeline
