// What a language model answers, and the ways in which models answer badly (translators sheet,
// sections 8 and 11). Pure; any thread.
#pragma once

#include "bench/llm_request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

enum class AnswerFault {
    missing_item,    // the last item is left out
    duplicated_id,   // the first item comes twice, the second time with another text
    shifted,         // each text under the id of the item before
    truncated,       // cut in the middle by its cap, and said so
    refusal,         // the model, or the service before it, will not: nothing is answered
    content_filter,  // the answer was filtered away
    fenced,          // in a Markdown fence
    thinking,        // behind thoughts with a draft of the same JSON
    echo,            // the texts as they came
    clumsy,          // a word too many in each, which no check can know
    not_json,        // a sentence
    own_words,       // the glossary is not heeded
    rate_limited,    // 429 that says how long to wait; nothing is paid
    quota,           // 429 of a used-up quota; nothing is paid
};

inline bool is_before_payment(AnswerFault fault) {
    return fault == AnswerFault::rate_limited || fault == AnswerFault::quota;
}

// The items translated with translate(), the glossary's terms as it says, or judged by what it
// says; in order. Where the request has a limit, words go from the end until it is met or only the
// share `keeps` of the text is left; no word with a tag or a digit in it goes.
std::vector<LlmItem> translated_items(const LlmRequest& request, double keeps = 1);

// A text whose tags are wrong: the first is gone, or without one a foreign one is added.
std::string with_wrong_tags(const std::string& text);

// The model's words: {"items":[...]}, or what a fault makes of it; `items` are the good answers.
std::string answer_text(const LlmRequest& request, std::vector<LlmItem> items,
                        std::optional<AnswerFault> fault);

// A guess, for usage.
std::size_t tokens_of(std::size_t bytes);

}  // namespace glossd::bench
