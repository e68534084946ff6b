// What the checks of one translation look at, counted once for all of them. A value of one call;
// any thread. Words are a text outside its masks, so spans never count.
#pragma once

#include "model/language.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"
#include "text/checks.hpp"
#include "text/script.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::text::checks {

// One walk over a text.
struct Tally {
    Tally() = default;
    explicit Tally(std::string_view words);

    std::size_t code_points = 0;
    ScriptCounts scripts;
    std::size_t digits = 0;
    std::size_t questions = 0;   // runs of question marks, so "?!?" is one
    std::size_t lines = 0;       // line breaks, runs of them as one
    std::size_t emoji = 0;       // families and flags as their parts
    std::size_t damaged = 0;     // U+FFFD
    std::size_t directions = 0;  // controls of writing direction
};

class Subject {
  public:
    // All but `translated` outlive it.
    Subject(const model::MaskedText& original, std::string translated, const model::Language& from,
            const model::Language& to, Fullness fullness, const std::vector<model::Term>& terms);

    // A check has mended the translation.
    void replace(std::string translated);

    const model::MaskedText& original() const { return original_; }
    const std::string& translated() const { return translated_; }
    const model::Language& from() const { return from_; }
    const model::Language& to() const { return to_; }
    const std::vector<model::Term>& terms() const { return terms_; }
    bool shortened() const { return fullness_ == Fullness::shortened; }

    const std::string& words_before() const { return words_before_; }
    const std::string& words_after() const { return words_after_; }
    const Tally& before() const { return before_; }
    const Tally& after() const { return after_; }

  private:
    const model::MaskedText& original_;
    std::string translated_;
    const model::Language& from_;
    const model::Language& to_;
    Fullness fullness_;
    const std::vector<model::Term>& terms_;
    std::string words_before_;
    std::string words_after_;
    Tally before_;
    Tally after_;
};

}  // namespace glossd::text::checks
