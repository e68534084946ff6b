// What a translator is asked for, and what it gives. Values.
// What one would get wrong: Granted::masked has the masks of the wish's text with its glossary.
#pragma once

#include "model/language.hpp"
#include "model/manner.hpp"
#include "text/checks.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace glossd::pipeline {

struct Wish {
    std::string text;
    model::Language from;  // empty: unknown
    model::Language to;
    std::vector<std::size_t> chain;  // engines by index, in order of preference; never empty
    int priority = 0;
    // Most code points wished for, 0: any; the chain then holds only engines that can shorten.
    std::size_t limit = 0;
    model::Tone tone;
    model::Hashtags hashtags = model::Hashtags::keep;
};

struct Granted {
    std::string text;    // with the spans of the wish
    std::string masked;  // as the engine or the memory gave it; empty when copied
    std::string engine;  // its name; empty when copied
    bool cached = false;
    bool copied = false;  // no engine was needed: it is in that language, or all of it is terms
    text::Fullness fullness = text::Fullness::whole;  // as the wish had a limit or none
};

}  // namespace glossd::pipeline
