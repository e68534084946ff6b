// What a file is by its first bytes, whatever its server calls it. Pure; any thread.
#pragma once

#include <string_view>

namespace glossd::pipeline {

// MIME type of JPEG, PNG, GIF or WebP, which every platform takes; empty for anything else.
std::string_view image_type(std::string_view bytes);

// For a person: "AVIF", "HEIC", "a video", "a web page", or "no image we know".
std::string_view what_else(std::string_view bytes);

}  // namespace glossd::pipeline
