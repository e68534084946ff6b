// Hashtags as words: which of them belong to a sentence, what words one is made of, and a tag made
// of words. Pure; any thread. What one would get wrong: a tag made here is always found again as
// one tag and nothing else, or it is not made.
#pragma once

#include "model/segment.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

// Spans of `masked` that are tags within a sentence. Tags that stand in a row at the end of a line,
// behind the end of a sentence, or on a line of their own are no words of one.
std::vector<std::size_t> tags_in_sentences(const model::MaskedText& masked);

// "Climate Change" of "#ClimateChange" or "#Climate_Change"; empty of what is no word to translate:
// capitals and digits alone ("#NASA", "#COP28").
std::string tag_words(std::string_view tag);

// "#CambioClimático" of "cambio climático", in place of `tag`: its sign, its first letter's case.
// Nothing when the words make no tag, or too many for one.
std::optional<std::string> tag_of(std::string_view words, std::string_view tag);

// The text with each tag as `other` gives it, where it gives one.
std::string with_tags(std::string_view text,
                      const std::function<std::optional<std::string>(std::string_view)>& other);

}  // namespace glossd::text
