// Feed text that claims to be XML, made well-formed: one pass that closes what is open, escapes
// what is loose and decodes what XML does not know. Pure; linear time, no recursion.
// An item that the text does not finish is left out whole: half a post must never be published.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glossd::sources::feed {

struct RepairedXml {
    std::string text;  // well-formed, at most max_depth deep, no DTD, comments or instructions
    bool truncated = false;          // the text ended before its elements did
    std::vector<std::string> notes;  // what was mended, one sentence a kind

    bool operator==(const RepairedXml&) const = default;
};

// Deeper elements lose their tags and keep their text, so that whoever walks the tree may
// recurse. Real feeds stay below 30 with xhtml content.
inline constexpr std::size_t max_depth = 200;

// `text` is clean UTF-8. Empty text in the result: there was no element at all.
RepairedXml repair_xml(std::string_view text);

}  // namespace glossd::sources::feed
