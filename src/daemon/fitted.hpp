// Fitted: what a target would receive, part by part, with counted lengths; shared by preview and
// the dry run. Values.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/post.hpp"
#include "text/length.hpp"

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::daemon {

struct FittedImage {
    std::string address;
    std::string alt;  // translated
};

struct FittedPart {
    std::string text;
    std::size_t length = 0;
    std::size_t limit = 0;  // 0: none
    // That would go along, as far as is known before they are fetched and the server is asked.
    std::vector<FittedImage> images = {};
};

// Documents get one part with everything; accounts get what fits `length`.
model::Result<std::vector<FittedPart>> fit_for(
    const model::Post& post, const std::string& source,
    const std::vector<model::TranslatedSegment>& segments, const config::TargetSettings& target,
    const text::LengthRule& length);

// The account's own rule when its server answers, else the usual one of its kind.
text::LengthRule length_of(const config::TargetSettings& target);

// The text with its counted length, and a line for each image.
std::string to_text(const FittedPart& part);
nlohmann::ordered_json to_json(const std::vector<FittedPart>& parts);

}  // namespace glossd::daemon
