#include "pipeline/freeze.hpp"

#include "pipeline/compose.hpp"
#include "text/hash.hpp"

#include <utility>

#include <fmt/format.h>

namespace glossd::pipeline {

namespace {

// 32 hex digits of a hash over what names this part for ever.
std::string key_of(const model::Delivery& delivery, int part, const std::string& instance) {
    return text::sha256_hex(
               fmt::format("{}/{}/{}/{}", instance, delivery.id, delivery.version, part))
        .substr(0, 32);
}

}  // namespace

model::Result<std::vector<model::Part>> freeze_parts(const model::Delivery& delivery,
                                                     const model::Post& post,
                                                     const config::TargetSettings& target,
                                                     const publishers::Publisher& publisher,
                                                     const publishers::AccountFacts& facts,
                                                     const std::string& instance) {
    const auto drafts = compose(post, delivery.source, delivery.segments, target, facts.length);
    if (!drafts) return tl::make_unexpected(drafts.error());
    std::vector<model::Part> parts;
    for (const auto& draft : *drafts) {
        model::Part part;
        part.number = draft.part;
        part.key = key_of(delivery, draft.part, instance);
        part.payload = publisher.freeze(draft, facts);
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace glossd::pipeline
