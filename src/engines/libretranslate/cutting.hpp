// How a batch becomes the strings of `q` and how the answers become texts again. One string a
// line: a sentence never spans two, and line breaks and outer blanks then need no trust in a
// server that trims. Whole lines keep their spans as marks like `[[7]]`: no letters, because the
// server changes case; no markup, because it unescapes entities and moves elements. Chosen over
// `format: html`, whose elements the server moves, and over always cutting at spans, which
// translates "thanks to @ana we won" as two sentences.
#pragma once

#include "engines/tags.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines::libretranslate {

enum class Spans { marked, cut_out };

struct Brackets {
    std::string_view open;
    std::string_view close;
};

// Marks of one bracket kind, tolerant of blanks inside; everything else is text.
Pieces read_marks(std::string_view text, Brackets brackets);

// A value of one batch and one way to treat spans. Cuts out when every bracket kind stands with
// a number in some text already.
class Cutting {
  public:
    Cutting(const Batch& batch, Spans spans);

    const std::vector<std::string>& queries() const { return queries_; }

    // `answers` are as many as queries().
    ItemReply assemble(std::size_t item, const std::vector<std::string>& answers) const;

  private:
    struct Fragment {
        Piece literal;                     // copied, when there is no query
        std::optional<std::size_t> query;  // index of the string that was sent
    };
    using Fragments = std::vector<Fragment>;

    void cut_item(std::size_t item);
    void add_line(const Pieces& line, Fragments& fragments);
    void add_query(std::string_view text, Fragments& fragments);

    TagNumbers tags_;
    std::optional<Brackets> brackets_;  // nothing: cut out
    std::vector<std::string> queries_;
    std::vector<Fragments> items_;
};

}  // namespace glossd::engines::libretranslate
