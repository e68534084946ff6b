// Where words begin and end, in scripts with and without spaces, and whether a word is met again in
// another form. Pure; any thread. What one would get wrong: Chinese, Japanese, Korean and Thai have
// no such borders within a run of letters, so there every place is one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace glossd::text {

// Is `pos` no place inside a word?
bool is_word_border(std::string_view text, std::size_t pos);

enum class Letters { as_written, in_any_case };

// Where `phrase` ends that stands at `pos`; nothing when it does not. White space in it is any run
// of white space, and one apostrophe is as good as another. Borders are the caller's business.
std::optional<std::size_t> phrase_end(std::string_view text, std::size_t pos,
                                      std::string_view phrase, Letters letters);

struct PhraseAt {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The first place from `from` on where the phrase stands between borders.
std::optional<PhraseAt> find_phrase(std::string_view text, std::string_view phrase, Letters letters,
                                    std::size_t from = 0);

// The phrase in any case, or with other endings: "canal" in "los canales". Guesses by the letters
// in front, so it says yes rather than no.
bool holds_inflected(std::string_view text, std::string_view phrase);

}  // namespace glossd::text
