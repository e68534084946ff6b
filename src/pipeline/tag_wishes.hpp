// TagWishes: the hashtags of texts that are to change too (`hashtags` of a target). Those that an
// engine translates are wishes of their own beside their text's, so that they are remembered for
// every text that has them. Pure. What one would get wrong: in its text a tag stays a span; what
// becomes of it is put in at the end, and a tag that nobody translates stays as it is.
#pragma once

#include "model/result.hpp"
#include "model/segment.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/wish.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace glossd::pipeline {

class TagWishes {
  public:
    TagWishes(std::vector<Wish> wishes, Glossaries& glossaries);

    // Is there anything to do for any of them?
    static bool any_in(const std::vector<Wish>& wishes);

    // The wishes given, and behind them one for each tag to be translated.
    const std::vector<Wish>& wishes() const { return wishes_; }

    // The answers to the wishes given, with their tags put in; `answers` are those to wishes().
    std::vector<model::Result<Granted>> fold(std::vector<model::Result<Granted>> answers) const;

  private:
    struct TaggedText {
        std::size_t wish = 0;
        model::MaskedText masked;  // with what the glossary says of its tags
        std::vector<std::pair<std::size_t, std::size_t>> asked;  // a span, and the wish for it
    };

    void use_glossary(TaggedText& text, const text::TermIndex& terms) const;
    void ask(TaggedText& text, const text::TermIndex& terms);

    std::size_t given_;
    std::vector<Wish> wishes_;
    std::vector<TaggedText> texts_;
};

}  // namespace glossd::pipeline
