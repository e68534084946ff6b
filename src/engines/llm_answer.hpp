// The text a language model answered with, whatever service carried it. Items are taken by id and
// judged by their tags; what is good stays although others failed, because it is paid for.
#pragma once

#include "engines/engine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines {

// One reply for each item of the batch, from `content` that may be wrapped in prose, a fence or
// behind <think>, or be cut off. Unknown ids are dropped; of several answers to one item the first
// good one counts.
std::vector<ItemReply> read_items(const Batch& batch, std::string_view content);

// The answer stopped early: what is whole stays, the rest shares the reason. With nothing whole
// the call as a whole failed for it.
void explain_missing(BatchReply& reply, model::OutcomeKind kind, const std::string& message);

// Nothing came of the call, although it may have cost something.
BatchReply failed_call(model::OutcomeKind kind, std::string message, Usage usage = {});

}  // namespace glossd::engines
