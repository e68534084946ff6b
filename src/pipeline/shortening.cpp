#include "pipeline/shortening.hpp"

#include "pipeline/compose.hpp"
#include "text/code_points.hpp"

#include <algorithm>
#include <array>

namespace glossd::pipeline {

namespace {

// Shares of the room asked for, one a try.
constexpr std::array shares{0.88, 0.72};

// Below this a shorter version would say something else.
constexpr std::size_t fewest_code_points = 40;

}  // namespace

std::optional<std::size_t> shorter_limit(const model::Post& post, const std::string& source,
                                         const std::vector<model::TranslatedSegment>& segments,
                                         const config::TargetSettings& target,
                                         const text::LengthRule& length, std::size_t tries) {
    if (!target.shorten || tries >= shares.size()) return std::nullopt;
    // What a person wrote no engine rewrites.
    const bool by_hand = std::any_of(segments.begin(), segments.end(), [](const auto& segment) {
        return segment.kind == model::SegmentKind::body && segment.engine == model::by_hand;
    });
    if (by_hand) return std::nullopt;
    const auto room = body_room(post, source, segments, target, length);
    if (!room) return std::nullopt;
    const auto limit = static_cast<std::size_t>(static_cast<double>(*room) * shares[tries]);
    if (limit < fewest_code_points) return std::nullopt;
    return limit;
}

std::vector<model::TranslatedSegment> with_shorter_body(
    std::vector<model::TranslatedSegment> segments, const std::string& body) {
    for (auto& segment : segments) {
        if (segment.kind != model::SegmentKind::body) continue;
        if (text::count_code_points(body) < text::count_code_points(segment.text))
            segment.text = body;
        break;
    }
    return segments;
}

}  // namespace glossd::pipeline
