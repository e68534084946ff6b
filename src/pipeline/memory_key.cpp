#include "pipeline/memory_key.hpp"

#include "text/hash.hpp"

namespace glossd::pipeline {

std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit) {
    if (limit == 0) return text::sha256_fields({masked.text, from.tag(), to.tag(), style});
    return text::sha256_fields({masked.text, from.tag(), to.tag(), style, std::to_string(limit)});
}

}  // namespace glossd::pipeline
