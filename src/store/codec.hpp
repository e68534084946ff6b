// Codec: posts and segments as the JSON their columns hold. Reading is lenient about what is
// absent, so that a field may be added; it throws Failure for what is not JSON at all.
#pragma once

#include "model/delivery.hpp"
#include "model/post.hpp"

#include <string>
#include <vector>

namespace glossd::store {

std::string encode(const model::Post& post);
model::Post decode_post(const std::string& json);

std::string encode(const std::vector<model::TranslatedSegment>& segments);
std::vector<model::TranslatedSegment> decode_segments(const std::string& json);

// What retention leaves: who and when, nothing that anybody wrote.
model::Post without_texts(const model::Post& post);

}  // namespace glossd::store
