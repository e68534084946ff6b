// How a target wants to be written to. Values. What one would get wrong: only what an engine heeds
// (Engine::heeded) sets two translations apart; the rest of them is shared.
#pragma once

#include <string>

namespace glossd::model {

enum class Formality { usual, formal, informal };

struct Tone {
    Formality formality = Formality::usual;
    std::string audience;     // who reads: "readers of a museum"; or empty
    std::string instruction;  // the operator's own words to a language model; or empty

    bool operator==(const Tone&) const = default;
};

// What becomes of the hashtags of a post.
enum class Hashtags {
    keep,
    translate,  // those that are words of a sentence
    glossary    // those that the glossary has
};

}  // namespace glossd::model
