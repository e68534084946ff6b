#include "pipeline/batch_facts.hpp"

#include "engines/tokens.hpp"

#include <algorithm>

namespace glossd::pipeline {

flow::BatchSize batch_size_of(const EngineSlot& slot) {
    const auto limits = slot.engine->limits();
    return flow::BatchSize({.most_texts = std::min(slot.settings.batch_max, limits.max_items),
                            .target = slot.settings.batch_target_time,
                            .most_output = static_cast<double>(limits.max_output_tokens),
                            .context_window = static_cast<double>(limits.context_window)});
}

flow::GuessedTokens guess_tokens(const Flight& flight) {
    const auto guess = engines::estimate_tokens(flight.masked.text, flight.from, flight.to);
    return {static_cast<double>(guess.input), static_cast<double>(guess.output)};
}

flow::BatchSeen batch_seen(const std::vector<FlightPtr>& flights, const engines::Usage& usage,
                           int failed, std::chrono::duration<double> took) {
    flow::BatchSeen seen{.texts = static_cast<int>(flights.size()), .failed = failed};
    for (const auto& flight : flights) seen.guessed += flight->tokens;
    seen.input = static_cast<double>(usage.input_tokens);
    seen.output = static_cast<double>(usage.output_tokens);
    seen.took = took;
    return seen;
}

}  // namespace glossd::pipeline
