#include "text/checks.hpp"

#include "text/checks/rules.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::text {

namespace {

struct CheckRule {
    std::string_view name;
    checks::Finding (*look)(const checks::Subject&);
};

// The first two go first because the rest would judge the wrapper, and "&#39;" as a number.
constexpr auto check_rules = std::to_array<CheckRule>({
    {"wrapping", checks::is_unwrapped},
    {"no_references", checks::holds_no_references},
    {"not_empty", checks::is_not_empty},
    {"spans", checks::keeps_spans},
    {"no_new_links", checks::adds_no_links},
    {"no_new_mentions", checks::adds_no_mentions},
    {"no_new_hashtags", checks::adds_no_hashtags},
    {"numbers", checks::keeps_numbers},
    {"length", checks::has_plausible_length},
    {"no_echo", checks::is_no_echo},
    {"script", checks::is_in_script},
    {"language", checks::is_in_language},
    {"no_loops", checks::does_not_loop},
    {"no_meta_talk", checks::does_not_talk_about_itself},
    {"no_prompt_leftovers", checks::holds_no_prompt},
    {"glossary", checks::keeps_to_glossary},
    {"question_marks", checks::keeps_question_marks},
    {"line_breaks", checks::keeps_line_breaks},
    {"emoji", checks::keeps_emoji},
    {"no_mask_leftovers", checks::holds_no_masks},
    {"no_markup", checks::holds_no_markup},
    {"direction", checks::keeps_direction},
});

// Each check sees the text as the one before left it.
std::vector<Check> run_checks(checks::Subject& subject) {
    std::vector<Check> all;
    all.reserve(check_rules.size());
    for (const auto& rule : check_rules) {
        auto finding = rule.look(subject);
        if (finding.outcome == CheckOutcome::repaired) subject.replace(std::move(finding.text));
        all.push_back({std::string(rule.name), finding.outcome, std::move(finding.detail),
                       std::move(finding.quote)});
    }
    return all;
}

bool was_repaired(const Check& check) {
    return check.outcome == CheckOutcome::repaired;
}

const Check* first_failed(const std::vector<Check>& checks) {
    const auto failed =
        std::find_if(checks.begin(), checks.end(), [](const Check& one) { return !one.passed(); });
    return failed == checks.end() ? nullptr : &*failed;
}

}  // namespace

Checked check_translation(const model::MaskedText& original, std::string_view translated,
                          const model::Language& from, const model::Language& to, Fullness fullness,
                          const std::vector<model::Term>& terms) {
    // Bytes that are no UTF-8 become U+FFFD, which a check refuses.
    auto given = is_valid_utf8(translated) ? std::string(translated) : clean_utf8(translated);
    checks::Subject subject(original, std::move(given), from, to, fullness, terms);
    auto checks = run_checks(subject);
    if (std::any_of(checks.begin(), checks.end(), was_repaired)) {
        // A late repair may have made what an earlier check refuses.
        const auto again = run_checks(subject);
        for (std::size_t i = 0; i < checks.size(); ++i) {
            if (again[i].outcome == CheckOutcome::passed) continue;
            checks[i] = again[i];
            checks[i].outcome = CheckOutcome::failed;
        }
    }
    return {subject.translated(), std::move(checks)};
}

std::string to_text(const Check& check) {
    return check.quote.empty() ? check.detail : check.detail + ": " + check.quote;
}

bool all_passed(const std::vector<Check>& checks) {
    return !first_failed(checks);
}

std::string first_failure(const std::vector<Check>& checks) {
    const auto* failed = first_failed(checks);
    if (!failed) return "";
    return failed->name + ": " + to_text(*failed);
}

std::string hint_of(const std::vector<Check>& checks) {
    const auto* failed = first_failed(checks);
    return failed ? failed->name + ": " + failed->detail : "";
}

}  // namespace glossd::text
