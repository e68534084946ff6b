// Flight: one masked text on its way through the engines of its chain. Equal texts share one.
#pragma once

#include "flow/batch_size.hpp"
#include "model/language.hpp"
#include "model/manner.hpp"
#include "model/result.hpp"
#include "model/segment.hpp"
#include "model/trail.hpp"
#include "pipeline/verification.hpp"
#include "text/glossed_text.hpp"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace glossd::pipeline {

struct Landing {
    std::string masked;  // masked translation
    std::string engine;  // its name
    model::Trail trail = {};
};

struct Flight {
    std::string identity;
    model::MaskedText masked;          // spans of whoever asked first
    std::vector<text::TermAt> forced;  // terms of the glossary, in masked.text
    std::vector<model::Term> terms;    // these and those that are kept, each once
    model::Tone tone;
    model::Language from;
    model::Language to;
    std::vector<std::size_t> chain;
    std::vector<std::string> memory_keys;  // one an engine of the chain
    int priority = 0;
    std::size_t limit = 0;      // most code points wished for; 0: any
    std::size_t forgotten = 0;  // Translator::forgotten_ when the memory was asked
    std::optional<Verification> verify;
    flow::GuessedTokens tokens;  // of its share of a batch

    std::size_t position = 0;  // the engine it is with now: chain[position]
    int service_failures = 0;  // in a row, at this engine; says nothing about the text
    std::size_t batch_limit = std::numeric_limits<std::size_t>::max();  // halves with each failure
    bool hinted = false;  // has been asked again, alone, with a hint
    std::string hint;
    std::string reasons;  // one sentence an engine that refused the text
    model::Trail trail;
    std::set<std::size_t> passed_over;  // positions left because the service was down
    bool patient = false;  // past the end of the chain: waits for whichever is back first

    std::vector<std::function<void(const model::Result<Landing>&)>> waiters;
};

using FlightPtr = std::shared_ptr<Flight>;

// Flights that one call can carry together: engine, from, to.
using GroupKey = std::tuple<std::size_t, model::Language, model::Language>;

}  // namespace glossd::pipeline
