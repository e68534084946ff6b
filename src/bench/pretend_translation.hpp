// A translation that needs no model: deterministic, readable, and different for each language.
// Pure; any thread. Word by word and blind to what stands around a word, so that a text with its
// links masked and the same text unmasked come out alike.
#pragma once

#include <string>
#include <string_view>

namespace glossd::bench {

// "Hello <x1/>, 3 worlds" to "es" is "Helloes <x1/>, 3 worldses": every word gets the language's
// letters behind it, and again after each eight letters, so that no word passes as an echo. Spans
// (text::find_spans, and tags like <x1/> of any name), digits, punctuation, emoji and white space
// stay as they are. `text` is NFC. `to` is a BCP-47 tag: "pt-BR" marks with "ptbr".
std::string translate(std::string_view text, std::string_view to);

}  // namespace glossd::bench
