// What a Translator keeps while it waits: the calls of its clients, and the flights bound for one
// engine. For translator.cpp alone; the loop's thread.
#pragma once

#include "pipeline/judge.hpp"
#include "pipeline/translator.hpp"
#include "pipeline/waiting_texts.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace glossd::pipeline {

// Where in its keys those of its engines begin.
inline std::size_t engine_keys_from(const Wish& wish) {
    return wish.limit == 0 ? 1 : 0;
}

// What one translate() waits for.
struct Translator::Call {
    std::vector<Wish> wishes;
    std::vector<text::GlossedText> texts;
    // A wish's memory keys, best first: a person's unless it has a limit, then one an engine.
    std::vector<std::vector<std::string>> keys;
    std::vector<std::optional<Answer>> answers;
    std::size_t open = 0;
    std::size_t forgotten = 0;  // Translator::forgotten_ when it asked
    Done done;

    void answer(std::size_t index, Answer value) {
        if (value) value->fullness = fullness_of(wishes[index].limit);
        answers[index] = std::move(value);
        if (--open > 0) return;
        std::vector<Answer> all;
        for (auto& one : answers) all.push_back(std::move(*one));
        done(std::move(all));
    }
};

// Flights waiting for one engine and language pair; those with a limit by themselves. Which of them
// go together is decided when the lane grants, so that a busy lane sends full batches.
struct Translator::Group {
    std::size_t engine = 0;
    model::Language from;
    model::Language to;
    model::Duration batch_wait{};
    WaitingTexts waiting;
    std::size_t tickets = 0;  // pushed to the lane and not yet granted
    std::unique_ptr<runtime::Timer> batch_timer;
    Activity::Token waits;  // held while the timer runs
};

}  // namespace glossd::pipeline
