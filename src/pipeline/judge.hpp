// Judging an engine's answer for one text: the checks, and what is said to whom when one fails.
// Pure. What one would get wrong: the hint goes into a prompt, so it holds no word of the post or
// of the answer; the outcome's message is for the operator and quotes both.
#pragma once

#include "engines/engine.hpp"
#include "pipeline/flight.hpp"
#include "text/checks.hpp"

#include <string>
#include <vector>

namespace glossd::pipeline {

struct Judged {
    model::Outcome outcome;
    std::string text;  // the masked translation to accept when ok, mended where a check could
    std::string hint;  // for an engine that is asked again
    std::vector<text::Check> checks = {};  // empty when there was nothing to check
};

Judged judge(const Flight& flight, const engines::ItemReply& item);

// Of a call that failed as a whole.
std::string hint_of(model::OutcomeKind kind);

// What a translation may leave out. `limit` is Wish::limit.
text::Fullness fullness_of(std::size_t limit);

}  // namespace glossd::pipeline
