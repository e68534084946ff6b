// What came out on an account: posts put together to threads, and compared with what was to come.
// What one would get wrong: a reply that continues no thread stands for itself, so that the middle
// of a thread that is there twice is seen.
#pragma once

#include <string>
#include <vector>

namespace glossd::ordeal {

struct Published {
    std::string id;
    std::string reply_to;  // empty: no reply
    std::string text;
};

// What threads may change is taken out: the white space at cuts, and the word joiner that defuses
// mentions.
std::string essence(const std::string& text);

// Posts in order, as threads: a reply to the post before it continues that one. Essences.
std::vector<std::string> threads_of(const std::vector<Published>& posts);

// The first thing that is wrong, or an empty string.
std::string difference(std::vector<std::string> threads, std::vector<std::string> expected,
                       bool any_order);

}  // namespace glossd::ordeal
