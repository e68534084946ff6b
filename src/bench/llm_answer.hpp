// What a language model answers, and the ways in which models answer badly (translators sheet,
// sections 8 and 11). Pure; any thread.
#pragma once

#include "bench/http.hpp"
#include "bench/llm_request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

enum class AnswerFault {
    missing_item,    // the last item is left out
    duplicated_id,   // the first item comes twice, the second time with another text
    shifted,         // each text under the id of the item before
    truncated,       // cut in the middle, finish_reason "length"
    refusal,         // message.refusal instead of content
    content_filter,  // no content, finish_reason "content_filter"
    fenced,          // in a Markdown fence
    thinking,        // behind <think> with a draft of the same JSON
    echo,            // the texts as they came
    not_json,        // a sentence
    rate_limited,    // 429 rate_limit_exceeded with Retry-After; nothing is paid
    quota,           // 429 insufficient_quota without Retry-After; nothing is paid
};

inline bool is_before_payment(AnswerFault fault) {
    return fault == AnswerFault::rate_limited || fault == AnswerFault::quota;
}

// {"error":{"message","type","param","code"}}
Response llm_error(int status, const std::string& message, const std::string& type,
                   const std::string& code);

// The 429 of rate_limited and quota.
Response llm_refusal(AnswerFault fault, int retry_after);

// The items translated with translate(); in order.
std::vector<LlmItem> translated_items(const LlmRequest& request);

// A text whose tags are wrong: the first is gone, or without one a foreign one is added.
std::string with_wrong_tags(const std::string& text);

// A whole chat completion with its usage; `items` are the good answers.
Response write_completion(const LlmRequest& request, std::vector<LlmItem> items,
                          std::optional<AnswerFault> fault);

}  // namespace glossd::bench
