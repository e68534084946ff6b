// BatchFacts: what flow/batch_size.hpp wants to know of engines, texts and answered calls. Pure.
// What one would get wrong: guesses are for one text's share of a call, so they only add up.
#pragma once

#include "engines/engine.hpp"
#include "pipeline/chain.hpp"
#include "pipeline/flight.hpp"

#include <chrono>
#include <vector>

namespace glossd::pipeline {

flow::BatchSize batch_size_of(const EngineSlot& slot);

flow::GuessedTokens guess_tokens(const Flight& flight);

// `failed`: texts that fewer at once may mend.
flow::BatchSeen batch_seen(const std::vector<FlightPtr>& flights, const engines::Usage& usage,
                           int failed, std::chrono::duration<double> took);

}  // namespace glossd::pipeline
