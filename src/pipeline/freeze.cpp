#include "pipeline/freeze.hpp"

#include "pipeline/compose.hpp"
#include "publishers/uploads.hpp"
#include "text/hash.hpp"

#include <utility>

#include <fmt/format.h>

namespace glossd::pipeline {

namespace {

// With their alt texts, which were translated with the post.
std::vector<publishers::Image> described(const Chosen& chosen, const publishers::Draft& draft,
                                         const publishers::MediaRule& rule) {
    auto images = chosen.images;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto alt = draft.media.at(chosen.places[i]).alt.value_or("");
        images[i].alt = publishers::cut_alt(alt, rule.longest_alt);
    }
    return images;
}

}  // namespace

std::string key_of(const model::Delivery& delivery, const model::Post& post, int part,
                   const std::string& instance) {
    const auto version = fmt::format("{}/{}", delivery.version, part);
    const auto hash =
        text::sha256_fields({instance, delivery.source, post.id, delivery.target, version});
    return text::to_hex(hash).substr(0, 32);
}

model::Result<std::vector<model::Part>> freeze_parts(
    const model::Delivery& delivery, const model::Post& post, const config::TargetSettings& target,
    const publishers::Publisher& publisher, const publishers::AccountFacts& facts,
    const std::string& instance, const Chosen& images) {
    auto drafts = compose(post, delivery.source, delivery.segments, target, facts.length);
    if (!drafts) return tl::make_unexpected(drafts.error());
    if (drafts->front().text.empty() && images.images.empty() && facts.media.most > 0) {
        return model::fail(model::ErrorKind::invalid_input,
                           "nothing is left to publish: the post is nothing but media, and none "
                           "of them can be attached");
    }
    drafts->front().images = described(images, drafts->front(), facts.media);
    std::vector<model::Part> parts;
    for (const auto& draft : *drafts) {
        model::Part part;
        part.number = draft.part;
        part.key = key_of(delivery, post, draft.part, instance);
        part.payload = publisher.freeze(draft, facts);
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace glossd::pipeline
