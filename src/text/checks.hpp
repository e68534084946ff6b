// The checks of a translation, cheapest first: what an engine gave back is fit to publish, can be
// mended, or is not. Pure; any thread. Both texts are masked; a check that cannot tell passes.
// What one would get wrong: the text to accept is Checked::text, not the engine's answer.
#pragma once

#include "model/language.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

enum class CheckOutcome { passed, repaired, failed };

struct Check {
    std::string name;
    CheckOutcome outcome = CheckOutcome::passed;
    std::string detail;  // what is wrong or was mended; never words of a post or of an answer
    std::string quote;   // those words, for the operator alone

    bool passed() const { return outcome != CheckOutcome::failed; }
    bool operator==(const Check&) const = default;
};

struct Checked {
    std::string text;  // the translation, mended where a check could
    std::vector<Check> checks;
};

// A text made shorter on purpose may leave things out; it still must not add any.
enum class Fullness { whole, shortened };

// One entry for each check, always all of them and in this order: "wrapping", "no_references",
// "not_empty", "spans", "no_new_links", "no_new_mentions", "no_new_hashtags", "numbers", "length",
// "no_echo", "script", "language", "no_loops", "no_meta_talk", "no_prompt_leftovers",
// "glossary", "question_marks", "line_breaks", "emoji", "no_mask_leftovers", "no_markup",
// "direction". A mended text has passed all of them as it is. `terms`: those of the glossary that
// the original has.
Checked check_translation(const model::MaskedText& original, std::string_view translated,
                          const model::Language& from, const model::Language& to,
                          Fullness fullness = Fullness::whole,
                          const std::vector<model::Term>& terms = {});

// Detail and quotation, for the operator.
std::string to_text(const Check& check);

bool all_passed(const std::vector<Check>& checks);

// "no_new_links: the translation adds a link: https://…"; empty when all passed.
std::string first_failure(const std::vector<Check>& checks);

// The same without the quotation: fit to be told to an engine, because nothing in it was written
// by whoever wrote the post.
std::string hint_of(const std::vector<Check>& checks);

}  // namespace glossd::text
