// What a platform counts, and fitting a text into it. Pure; any thread. Never cuts inside a
// span or a grapheme cluster.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

enum class Counting {
    graphemes,  // extended grapheme clusters, as typed
    mastodon,   // graphemes; an http(s) address counts url_length, @user@host counts as @user
    x,          // weighted as twitter-text v3 does; whatever X links counts url_length
};

struct LengthRule {
    Counting counting = Counting::graphemes;
    std::size_t limit = 0;        // 0: no limit
    std::size_t url_length = 23;  // of a link; Mastodon's characters_reserved_per_url
    // Mentions will be defused with word joiners, which count too. On Mastodon a defused one is no
    // mention any more and counts whole.
    bool mentions_defused = false;

    bool operator==(const LengthRule&) const = default;
};

std::size_t count(const LengthRule& rule, std::string_view text);
bool fits(const LengthRule& rule, std::string_view text);

// Parts that each fit, cut at paragraph ends, else sentence ends, else spaces, else between
// graphemes; white space at the cuts goes, everything else stands in exactly one part, in order.
// A span longer than the limit stands alone in a part that does not fit.
std::vector<std::string> split(const LengthRule& rule, std::string_view text);

// The longest start that fits with "…" behind it, cut at a word; the whole text when it fits.
std::string excerpt(const LengthRule& rule, std::string_view text);

}  // namespace glossd::text
