// Tokens of a language model, guessed from text before it is sent: for batch sizes, caps and the
// lane's token bucket. A guess, about 15 % off for one text; the reply's usage is the truth.
#pragma once

#include "engines/engine.hpp"

#include <cstdint>
#include <string_view>

namespace glossd::engines {

struct TokenEstimate {
    std::int64_t input = 0;   // items with their JSON wrapping; without the engine's own prompt
    std::int64_t output = 0;  // the answer, wrapped likewise

    bool operator==(const TokenEstimate&) const = default;
};

// UTF-8 text, masks counted as the tags they become. Weights by script, measured with the o200k
// tokenizer on interface strings of 40 languages; older tokenizers need up to twice as many.
std::int64_t estimate_tokens(std::string_view text);

// Of one text of a batch.
TokenEstimate estimate_tokens(std::string_view masked, const model::Language& from,
                              const model::Language& to);

// Output follows the target's tokens per English token; an unknown source counts as English.
TokenEstimate estimate_tokens(const Batch& batch);

}  // namespace glossd::engines
