// Compose: a post and its translated segments become drafts that fit a target. Pure. The text is
// shortened or threaded here and nowhere else; never inside a span (design section 5, Length).
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/post.hpp"
#include "model/segment.hpp"
#include "publishers/publisher.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

// The translatable strings of a post, in a fixed order; empty ones are left out.
std::vector<model::Segment> segments_of(const model::Post& post);

// The template in force: the target's own, else the default for a post with or without a title.
std::string template_for(const config::TargetSettings& target, const model::Post& post);

// Parts of a thread, at most target.max_parts; a longer text becomes an excerpt with the link.
// An error (too little room even for the link) holds the delivery.
model::Result<std::vector<publishers::Draft>> compose(
    const model::Post& post, const std::string& source,
    const std::vector<model::TranslatedSegment>& segments, const config::TargetSettings& target,
    const text::LengthRule& length);

// How many code points the body may have so that all fits one part, judged by what it costs now;
// nothing when it fits already, is meant to be cut ({excerpt}), or no body would help.
std::optional<std::size_t> body_room(const model::Post& post, const std::string& source,
                                     const std::vector<model::TranslatedSegment>& segments,
                                     const config::TargetSettings& target,
                                     const text::LengthRule& length);

// One draft with everything, for documents, which have no length limit.
publishers::Draft compose_whole(const model::Post& post, const std::string& source,
                                const std::vector<model::TranslatedSegment>& segments,
                                const config::TargetSettings& target);

}  // namespace glossd::pipeline
