#include "e2e/threads.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::e2e {

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
    std::vector<std::string> last_ids;
    for (const auto& post : posts) {
        if (post.reply_to.empty()) {
            threads.push_back(essence(post.text));
            last_ids.push_back(post.id);
            continue;
        }
        for (std::size_t i = 0; i < threads.size(); ++i) {
            if (last_ids[i] != post.reply_to) continue;
            threads[i] += essence(post.text);
            last_ids[i] = post.id;
        }
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

}  // namespace glossd::e2e
