// Term: one entry of an operator's glossary. A value. What one would get wrong: the case rule says
// which writings of the term are met, and only then how its translation is written.
#pragma once

#include <string>
#include <vector>

namespace glossd::model {

enum class TermCase {
    exact,   // met and written just so
    ignore,  // met in any case, written as in the glossary
    follow   // met in any case; its translation takes a capital where the term has one
};

struct Term {
    std::string text;
    std::string translation;  // empty: the term stays as it is
    TermCase letter_case = TermCase::follow;
    std::vector<std::string> also;  // other forms of the translation that are as good

    bool is_kept() const { return translation.empty(); }
    bool operator==(const Term&) const = default;
};

}  // namespace glossd::model
