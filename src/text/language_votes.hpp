// Which language a post is in, by vote: what the operator says of its source, what the post's own
// tag says, and what its text reads like. Pure; any thread. Tags are believed: only a sure
// detection of a long text outvotes one, and never for a close neighbour.
#pragma once

#include "model/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

enum class Voter { source_setting, post_tag, detection };

struct LanguageVote {
    Voter voter = Voter::detection;
    model::Language language;
    double confidence = 0;  // its weight, 0 to 1

    bool operator==(const LanguageVote&) const = default;
};

struct LanguageDecision {
    model::Language language;  // empty: nobody knows
    std::vector<LanguageVote> votes;
    std::string reason;  // one sentence, for the operator

    bool operator==(const LanguageDecision&) const = default;
};

// `setting` and `tag` may be empty; `words` is the text without its spans.
LanguageDecision decide_language(const model::Language& setting, const model::Language& tag,
                                 std::string_view words);

std::string_view to_string(Voter voter);  // "source setting", "post tag", "detection"

// "es (the text reads so, whatever it is tagged): post tag en 0.70, detection es 0.95"
std::string to_text(const LanguageDecision& decision);

}  // namespace glossd::text
