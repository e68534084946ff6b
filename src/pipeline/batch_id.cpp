#include "pipeline/batch_id.hpp"

#include <algorithm>
#include <string_view>

namespace glossd::pipeline {

std::string fresh_id(const engines::Batch& batch, std::mt19937_64& random) {
    static constexpr std::string_view digits = "abcdefghijkmnpqrstuvwxyz23456789";
    while (true) {
        std::string id;
        for (auto bits = random(); id.size() < 5; bits >>= 5) id += digits[bits & 31];
        const auto same = [&](const auto& item) { return item.id == id; };
        if (std::none_of(batch.items.begin(), batch.items.end(), same)) return id;
    }
}

}  // namespace glossd::pipeline
