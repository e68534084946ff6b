// The three formats of a feed. Pure; any thread; the same document gives the same bytes.
#pragma once

#include "publishers/feed/document.hpp"

#include <string>

namespace glossd::publishers::feed {

std::string write_atom(const Document& document);       // RFC 4287
std::string write_rss(const Document& document);        // RSS 2.0 with content, dc and media
std::string write_json_feed(const Document& document);  // JSON Feed 1.1

}  // namespace glossd::publishers::feed
