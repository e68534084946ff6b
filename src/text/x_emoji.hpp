// Emoji that X counts as one although they are several code points: flags, keycaps, skin tones,
// families. Pure; any thread. Follows the counter that X publishes, which knows the sequences of
// Unicode Emoji 11: a newer one counts as its pieces there, so it does here.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

struct EmojiSequence {
    std::size_t begin = 0;  // bytes; equal to end: there is none
    std::size_t end = 0;
};

// The first one at or behind `from`.
EmojiSequence next_emoji_sequence(std::string_view text, std::size_t from);

}  // namespace glossd::text
