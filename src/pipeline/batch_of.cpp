#include "pipeline/batch_of.hpp"

#include "pipeline/batch_id.hpp"

#include <utility>

namespace glossd::pipeline {

engines::Batch batch_of(const std::vector<FlightPtr>& flights, const engines::Engine& engine,
                        std::mt19937_64& random) {
    const auto& first = *flights.front();
    engines::Batch batch;
    batch.from = first.from;
    batch.to = first.to;
    batch.hint = first.hint;
    batch.limit = first.limit;
    batch.tone = first.tone;
    std::vector<text::TermAt> forced;
    for (const auto& flight : flights) {
        const bool pins = !engine.takes_glossary() && !flight->forced.empty();
        batch.items.push_back(
            {fresh_id(batch, random),
             pins ? text::pin(flight->masked, flight->forced).text : flight->masked});
        forced.insert(forced.end(), flight->forced.begin(), flight->forced.end());
    }
    if (engine.takes_glossary()) batch.glossary = text::distinct_terms(forced);
    return batch;
}

engines::ItemReply as_asked(const Flight& flight, const engines::Engine& engine,
                            engines::ItemReply item) {
    if (!engine.takes_glossary() && !flight.forced.empty())
        item.text = text::unpin(item.text, text::pin(flight.masked, flight.forced));
    return item;
}

}  // namespace glossd::pipeline
