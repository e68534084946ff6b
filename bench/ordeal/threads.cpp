#include "ordeal/threads.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

namespace glossd::ordeal {

std::string essence(const std::string& text) {
    static const std::string joiner = "\xE2\x81\xA0";
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, joiner.size(), joiner) == 0) {
            i += joiner.size() - 1;
        } else if (text[i] != ' ' && text[i] != '\n') {
            kept += text[i];
        }
    }
    return kept;
}

std::vector<std::string> threads_of(const std::vector<Published>& posts) {
    std::vector<std::string> threads;
    std::unordered_map<std::string, std::size_t> ends;  // which thread ends with this id
    for (const auto& post : posts) {
        const auto before = ends.extract(post.reply_to);
        const bool goes_on = !post.reply_to.empty() && before;
        if (!goes_on) threads.emplace_back();
        const auto thread = goes_on ? before.mapped() : threads.size() - 1;
        threads[thread] += essence(post.text);
        ends[post.id] = thread;
    }
    return threads;
}

std::string difference(std::vector<std::string> threads, std::vector<std::string> expected,
                       bool any_order) {
    if (any_order) {
        std::sort(threads.begin(), threads.end());
        std::sort(expected.begin(), expected.end());
    }
    for (std::size_t i = 0; i < std::min(threads.size(), expected.size()); ++i) {
        if (threads[i] == expected[i]) continue;
        return fmt::format("post {} is\n{}\nand should be\n{}", i, threads[i], expected[i]);
    }
    if (threads.size() == expected.size()) return {};
    return fmt::format("{} posts instead of {}", threads.size(), expected.size());
}

}  // namespace glossd::ordeal
