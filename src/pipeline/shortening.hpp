// Shortening: when a translation is too long for one part, and what to ask an engine for instead
// (design section 5, Length). Pure. What one would get wrong: models count badly, so less than the
// room is asked for, and the answer is measured like any other text.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/post.hpp"
#include "text/length.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

// The most code points to ask for, after `tries` requests that did not help; nothing when the post
// fits, a person wrote the body, a shorter one would not help, or enough was tried: then it becomes
// a thread.
std::optional<std::size_t> shorter_limit(const model::Post& post, const std::string& source,
                                         const std::vector<model::TranslatedSegment>& segments,
                                         const config::TargetSettings& target,
                                         const text::LengthRule& length, std::size_t tries);

// The segments with `body` as their body, if it is shorter than the one they have.
std::vector<model::TranslatedSegment> with_shorter_body(
    std::vector<model::TranslatedSegment> segments, const std::string& body);

}  // namespace glossd::pipeline
