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

struct FittedPart {
    std::string text;
    std::size_t length = 0;
    std::size_t limit = 0;  // 0: none
};

// Documents get one part with everything; accounts get what fits `length`.
model::Result<std::vector<FittedPart>> fit_for(
    const model::Post& post, const std::string& source,
    const std::vector<model::TranslatedSegment>& segments, const config::TargetSettings& target,
    const text::LengthRule& length);

// The account's own rule when its server answers, else the usual one of its kind.
text::LengthRule length_of(const config::TargetSettings& target);

nlohmann::ordered_json to_json(const std::vector<FittedPart>& parts);

}  // namespace glossd::daemon
