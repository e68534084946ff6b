#include "pipeline/batch_pick.hpp"

#include "text/code_points.hpp"

#include <algorithm>

namespace glossd::pipeline {

std::vector<FlightPtr> pick_batch(std::deque<FlightPtr>& waiting, std::size_t most_items,
                                  std::size_t most_characters) {
    std::vector<FlightPtr> batch;
    auto limit = most_items;
    std::size_t characters = 0;
    for (auto at = waiting.begin(); at != waiting.end() && batch.size() < limit;) {
        const auto& flight = *at;
        const auto size = text::count_code_points(flight->masked.text);
        const bool fits =
            batch.empty() ||
            (batch.size() < flight->batch_limit &&
             (most_characters == 0 || characters + size <= most_characters) &&
             flight->hint == batch.front()->hint && flight->limit == batch.front()->limit &&
             flight->tone == batch.front()->tone);
        if (!fits) {
            ++at;
            continue;
        }
        characters += size;
        limit = std::min(limit, flight->batch_limit);
        batch.push_back(flight);
        at = waiting.erase(at);
    }
    return batch;
}

}  // namespace glossd::pipeline
