// Whether the answer is a translation at all, and into the language that was asked for.
#include "text/checks/rules.hpp"
#include "text/echo.hpp"
#include "text/language_id.hpp"

#include <algorithm>

namespace glossd::text::checks {

namespace {

// Less than a tenth in the language's own letters. Under twenty letters it may all be names.
bool is_in_other_script(const Tally& tally, const model::Language& language) {
    constexpr std::size_t fewest_letters = 20;
    if (tally.scripts.letters() < fewest_letters) return false;
    const auto fitting = letters_fitting(tally.scripts, language);
    return fitting.known && fitting.letters * 10 < tally.scripts.letters();
}

// What is_echo() costs is saved for nearly all translations.
bool are_about_as_long(const Subject& subject) {
    constexpr std::size_t slack = 4;
    const auto before = subject.before().scripts.letters();
    const auto after = subject.after().scripts.letters();
    return std::max(before, after) - std::min(before, after) <= before / 4 + slack;
}

}  // namespace

Finding is_no_echo(const Subject& subject) {
    if (!are_about_as_long(subject)) return passed();
    const bool echo =
        is_echo(subject.words_before(), subject.words_after(), subject.from(), subject.to());
    return echo ? failed("the translation is the original text") : passed();
}

Finding is_in_script(const Subject& subject) {
    if (!is_in_other_script(subject.after(), subject.to())) return passed();
    // A quotation in a third script stays one.
    if (is_in_other_script(subject.before(), subject.from())) return passed();
    return failed("the translation is not in the script of " + subject.to().tag());
}

Finding is_in_language(const Subject& subject) {
    const auto detected = detect_language(subject.words_after());
    if (!reads_as_other(detected, subject.to())) return passed();
    const bool quotes = reads_as_other(detected, subject.from()) &&
                        detect_language(subject.words_before()).language == detected.language;
    if (quotes) return passed();
    return failed("the translation reads as " + detected.language.tag() + ", not as " +
                  subject.to().tag());
}

}  // namespace glossd::text::checks
