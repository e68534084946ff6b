// The script of a letter, and the scripts a language is written in. Pure; any thread. Scripts say
// little about a short text: names and brands stay in Latin letters in most languages.
#pragma once

#include "model/language.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace glossd::text {

enum class Script : std::uint8_t {
    latin,
    greek,
    cyrillic,
    armenian,
    hebrew,
    arabic,
    devanagari,
    bengali,
    gurmukhi,
    gujarati,
    oriya,
    tamil,
    telugu,
    kannada,
    malayalam,
    sinhala,
    thai,
    lao,
    tibetan,
    myanmar,
    georgian,
    hangul,
    ethiopic,
    khmer,
    kana,
    han,
    other  // last: the number of scripts is counted from it
};

// By the blocks of Unicode 15. `letter` is a letter (is_letter()).
Script script_of(char32_t letter);

// How many letters of each script a text has.
class ScriptCounts {
  public:
    ScriptCounts() = default;
    explicit ScriptCounts(std::string_view text);

    void add(char32_t letter) {
        ++counts_[static_cast<std::size_t>(script_of(letter))];
        ++letters_;
    }
    std::size_t of(Script script) const { return counts_[static_cast<std::size_t>(script)]; }
    std::size_t letters() const { return letters_; }

  private:
    std::array<std::size_t, static_cast<std::size_t>(Script::other) + 1> counts_{};
    std::size_t letters_ = 0;
};

// The letters that fit the language: of Japanese both kana and Han. Nothing is known of a language
// that the table lacks: then `known` is false.
struct Fitting {
    bool known = false;
    std::size_t letters = 0;
};
Fitting letters_fitting(const ScriptCounts& counts, const model::Language& language);

}  // namespace glossd::text
