// Which language a text is in, as far as its letters and words say: scripts that only one language
// uses first, then CLD2. Pure; any thread. One vote, never a verdict: close neighbours
// (close_languages.hpp) are mixed up, and a short text or one of names says nothing.
#pragma once

#include "model/language.hpp"

#include <cstddef>
#include <string_view>

namespace glossd::text {

// From here on a detection may speak against somebody else's word.
inline constexpr double sure = 0.9;

struct DetectedLanguage {
    model::Language language;  // empty: cannot tell
    double confidence = 0;     // 0 to 1
    std::size_t letters = 0;   // that it was told from

    bool operator==(const DetectedLanguage&) const = default;
};

// `words` is a text without its spans, valid UTF-8. Sure only of a script that decides, or when
// CLD2 is and three different function words of that language stand in the text: trigrams alone
// take names and invented words for English.
DetectedLanguage detect_language(std::string_view words);

// Whether the text reads as another language than this one. False when unsure, under 40 letters,
// for a close neighbour, and for a language that nobody here could have told.
bool reads_as_other(const DetectedLanguage& detected, const model::Language& language);

}  // namespace glossd::text
