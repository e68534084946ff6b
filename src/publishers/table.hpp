// What is known of a kind of target before its server is asked. Pure; any thread.
#pragma once

#include "publishers/publisher.hpp"
#include "text/length.hpp"

#include <string>

namespace glossd::publishers {

// The usual rule of the kind: Mastodon's 500 graphemes and X's 280 weights with links as 23; no
// limit for the others.
text::LengthRule usual_length(const std::string& type);

// Likewise for images; none for kinds that upload nothing.
MediaRule usual_media(const std::string& type);

}  // namespace glossd::publishers
