#include "pipeline/memory_key.hpp"

#include "text/hash.hpp"

namespace glossd::pipeline {

std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style) {
    return text::sha256_fields({masked.text, from.tag(), to.tag(), style});
}

}  // namespace glossd::pipeline
