// Notes for the trail of a text: what its checks came to, and what followed. Pure. A trail is
// bounded: a service that fails for days writes no endless story.
#pragma once

#include "model/trail.hpp"
#include "pipeline/judge.hpp"

#include <string>
#include <string_view>

namespace glossd::pipeline {

void note(model::Trail& trail, model::TrailStep step);

// The checks of an accepted answer: those passed in one step, each repair in one of its own.
void note_accepted(model::Trail& trail, const std::string& engine, const Judged& judged);

// Of a refused answer the check that failed; `then`: what is done about it.
void note_refused(model::Trail& trail, const std::string& engine, const Judged& judged,
                  std::string_view then);

}  // namespace glossd::pipeline
