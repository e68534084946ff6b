#include "text/language_votes.hpp"

#include "text/close_languages.hpp"
#include "text/language_id.hpp"

#include <fmt/format.h>

namespace glossd::text {

namespace {

constexpr double weight_of_setting = 0.8;
constexpr double weight_of_tag = 0.7;
// A sentence or two: shorter texts are often a quotation or a title in another language.
constexpr std::size_t fewest_letters_to_outvote = 60;

bool agree(const model::Language& one, const model::Language& other) {
    return !other.empty() && are_close(one.primary(), other.primary());
}

// With its reason; `setting` and `tag` as given.
void decide(LanguageDecision& decision, const model::Language& setting, const model::Language& tag,
            const DetectedLanguage& detected) {
    const auto& explicitly = setting.empty() ? tag : setting;
    const bool is_sure = detected.confidence >= sure;
    const auto take = [&](const model::Language& language, const char* reason) {
        decision.language = language;
        decision.reason = reason;
    };
    if (explicitly.empty()) {
        if (is_sure) return take(detected.language, "only the text says");
        return take({}, "nobody says, and the text cannot be told");
    }
    if (!is_sure || agree(detected.language, explicitly)) {
        if (setting.empty()) return take(tag, "as the post is tagged");
        return take(setting, "as the source is set");
    }
    // The operator's word covers a whole feed; a post that says and shows otherwise is believed.
    if (agree(detected.language, tag)) return take(tag, "the post's tag and its text agree");
    if (detected.letters >= fewest_letters_to_outvote)
        return take(detected.language, "the text reads so, whatever it is tagged");
    take(explicitly, "the text reads otherwise, but is too short to say");
}

}  // namespace

LanguageDecision decide_language(const model::Language& setting, const model::Language& tag,
                                 std::string_view words) {
    LanguageDecision decision;
    const auto detected = detect_language(words);
    const auto vote = [&](Voter voter, const model::Language& language, double confidence) {
        if (!language.empty()) decision.votes.push_back({voter, language, confidence});
    };
    vote(Voter::source_setting, setting, weight_of_setting);
    vote(Voter::post_tag, tag, weight_of_tag);
    vote(Voter::detection, detected.language, detected.confidence);
    decide(decision, setting, tag, detected);
    return decision;
}

std::string_view to_string(Voter voter) {
    switch (voter) {
        case Voter::source_setting:
            return "source setting";
        case Voter::post_tag:
            return "post tag";
        case Voter::detection:
            break;
    }
    return "detection";
}

std::string to_text(const LanguageDecision& decision) {
    auto text =
        fmt::format("{} ({})", decision.language.empty() ? "unknown" : decision.language.tag(),
                    decision.reason);
    const char* before = ": ";
    for (const auto& vote : decision.votes) {
        text += fmt::format("{}{} {} {:.2f}", before, to_string(vote.voter), vote.language.tag(),
                            vote.confidence);
        before = ", ";
    }
    return text;
}

}  // namespace glossd::text
