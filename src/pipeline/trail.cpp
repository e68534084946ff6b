#include "pipeline/trail.hpp"

#include <algorithm>
#include <utility>

namespace glossd::pipeline {

namespace {

constexpr std::size_t longest_trail = 40;  // steps

}  // namespace

void note(model::Trail& trail, model::TrailStep step) {
    const bool again = !trail.empty() && trail.back() == step;
    if (!again && trail.size() < longest_trail) trail.push_back(std::move(step));
}

void note_accepted(model::Trail& trail, const std::string& engine, const Judged& judged) {
    std::string passed;
    for (const auto& check : judged.checks) {
        if (check.outcome == text::CheckOutcome::repaired) {
            note(trail, {engine, check.name, "repaired", text::to_text(check)});
        } else {
            passed += (passed.empty() ? "" : ", ") + check.name;
        }
    }
    note(trail, {engine, passed, "passed"});
}

void note_refused(model::Trail& trail, const std::string& engine, const Judged& judged,
                  std::string_view then) {
    const auto failed = std::find_if(judged.checks.begin(), judged.checks.end(),
                                     [](const text::Check& check) { return !check.passed(); });
    if (failed == judged.checks.end()) {
        return note(trail, {engine, "call", std::string(then), judged.outcome.message});
    }
    note(trail, {engine, failed->name, std::string(then), text::to_text(*failed)});
}

}  // namespace glossd::pipeline
