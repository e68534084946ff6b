// Trail: what became of the answers to one text until one of them was accepted, for `explain` and
// `preview`. What one would get wrong: a detail may quote the post, so it is for the operator alone
// and never goes into a prompt.
#pragma once

#include <string>
#include <vector>

namespace glossd::model {

struct TrailStep {
    std::string engine;   // whose answer it was, or who verified it
    std::string what;     // a check ("numbers"), several of the same outcome, or "call", "verify"
    std::string outcome;  // "passed", "repaired", "retried with a hint", "next engine", ...
    std::string detail = {};

    bool operator==(const TrailStep&) const = default;
};

using Trail = std::vector<TrailStep>;

// "llm: numbers: retried with a hint: a number is lost: 42".
inline std::string to_text(const TrailStep& step) {
    return step.engine + ": " + step.what + ": " + step.outcome +
           (step.detail.empty() ? "" : ": " + step.detail);
}

}  // namespace glossd::model
