// Masks as people and files see them: "<x0/>" is the first span of a text. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace glossd::text {

std::string masks_as_tags(std::string_view masked);
// A tag counts only when written exactly: "<x01/>" stays as it is.
std::string tags_as_masks(std::string_view text);

}  // namespace glossd::text
