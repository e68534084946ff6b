#include "pipeline/memory_key.hpp"

#include "model/delivery.hpp"
#include "text/hash.hpp"

namespace glossd::pipeline {

std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit) {
    if (limit == 0) return text::sha256_fields({masked.text, from.tag(), to.tag(), style});
    return text::sha256_fields({masked.text, from.tag(), to.tag(), style, std::to_string(limit)});
}

std::string by_hand_key(const model::MaskedText& masked, const model::Language& from,
                        const model::Language& to) {
    return memory_key(masked, from, to, model::by_hand);
}

}  // namespace glossd::pipeline
