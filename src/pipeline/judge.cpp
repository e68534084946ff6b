#include "pipeline/judge.hpp"

#include <utility>

namespace glossd::pipeline {

Judged judge(const Flight& flight, const engines::ItemReply& item) {
    if (item.outcome.kind != model::OutcomeKind::ok)
        return {item.outcome, "", item.outcome.message};
    auto checked =
        text::check_translation(flight.masked, item.text, flight.from, flight.to,
                                fullness_of(flight.limit), text::distinct_terms(flight.forced));
    if (text::all_passed(checked.checks)) return {{}, std::move(checked.text), ""};
    return {{model::OutcomeKind::rejected, text::first_failure(checked.checks), std::nullopt},
            "",
            text::hint_of(checked.checks)};
}

std::string hint_of(model::OutcomeKind kind) {
    return std::string("the last request failed: ").append(to_string(kind));
}

text::Fullness fullness_of(std::size_t limit) {
    return limit > 0 ? text::Fullness::shortened : text::Fullness::whole;
}

}  // namespace glossd::pipeline
