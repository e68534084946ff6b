// One call's batch, made of the flights that share it, and an item's answer on its way back. Pure
// but for the ids. What one would get wrong: an engine that takes no glossary is sent texts in
// which the terms are pinned, so its answer has other masks than the flight until as_asked().
#pragma once

#include "engines/engine.hpp"
#include "pipeline/flight.hpp"

#include <random>
#include <vector>

namespace glossd::pipeline {

// Flights of one pair of languages, hint, limit and tone; at least one.
engines::Batch batch_of(const std::vector<FlightPtr>& flights, const engines::Engine& engine,
                        std::mt19937_64& random);

engines::ItemReply as_asked(const Flight& flight, const engines::Engine& engine,
                            engines::ItemReply item);

}  // namespace glossd::pipeline
