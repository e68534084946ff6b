// The checks themselves, each a function of what there is to see; text/checks.cpp has their order
// and names. Pure; any thread. What cannot be told passes: a false alarm costs a translation.
#pragma once

#include "text/checks/subject.hpp"

#include <string>

namespace glossd::text::checks {

struct Finding {
    CheckOutcome outcome = CheckOutcome::passed;
    std::string detail;  // as Check::detail
    std::string quote;   // as Check::quote
    std::string text;    // the whole translation when repaired
};

inline Finding passed() {
    return {};
}
inline Finding failed(std::string detail, std::string quote = "") {
    return {CheckOutcome::failed, std::move(detail), std::move(quote), ""};
}
inline Finding repaired(std::string detail, std::string text) {
    return {CheckOutcome::repaired, std::move(detail), "", std::move(text)};
}

Finding is_unwrapped(const Subject& subject);
Finding holds_no_references(const Subject& subject);
Finding is_not_empty(const Subject& subject);
Finding keeps_spans(const Subject& subject);

Finding adds_no_links(const Subject& subject);
Finding adds_no_mentions(const Subject& subject);
Finding adds_no_hashtags(const Subject& subject);

Finding keeps_numbers(const Subject& subject);
Finding has_plausible_length(const Subject& subject);

Finding is_no_echo(const Subject& subject);
Finding is_in_script(const Subject& subject);
Finding is_in_language(const Subject& subject);

Finding does_not_loop(const Subject& subject);
Finding does_not_talk_about_itself(const Subject& subject);
Finding holds_no_prompt(const Subject& subject);

Finding keeps_to_glossary(const Subject& subject);

Finding keeps_question_marks(const Subject& subject);
Finding keeps_line_breaks(const Subject& subject);
Finding keeps_emoji(const Subject& subject);

Finding holds_no_masks(const Subject& subject);
Finding holds_no_markup(const Subject& subject);
Finding keeps_direction(const Subject& subject);

}  // namespace glossd::text::checks
