// Texts as Mastodon wants them and shows them. Pure; any thread. Mastodon makes a mention of every
// "@name" that it finds, whoever that is here: a text from elsewhere must be defused first.
#pragma once

#include "text/length.hpp"

#include <string>
#include <string_view>

namespace glossd::publishers::mastodon {

struct Wording {
    std::string status;
    std::string warning;

    bool operator==(const Wording&) const = default;
};

// Both texts with U+2060 behind the '@' of each mention, so that nobody is notified; e-mail
// addresses and links stay as they are. A defused mention counts more than a live one (the host
// counts, and U+2060 is a cluster of its own), which LengthRule::mentions_defused has allowed for.
// Where Mastodon sees a mention that text::find_spans does not (in code), that may still break
// `rule`, which counts both texts together: then mentions shrink to what Mastodon shows of them,
// "@user", joined by U+200D, which counts nothing.
Wording defuse_mentions(const Wording& wording, const text::LengthRule& rule);

// ISO 639 code of a BCP-47 tag. Mastodon knows regions of Chinese only (its
// LanguagesHelper::ISO_639_1_REGIONAL); Portuguese of Brazil is "pt" there. Empty: no tag.
std::string language_code(std::string_view tag);

}  // namespace glossd::publishers::mastodon
