// Question marks, line breaks and emoji: about as many as before. An answer to a question, or two
// sentences made into one, shows here first.
#include "text/checks/rules.hpp"

#include <algorithm>
#include <array>

namespace glossd::text::checks {

namespace {

// One more or less, and of many a quarter.
bool is_about(std::size_t before, std::size_t after) {
    const auto most = std::max<std::size_t>(1, std::max(before, after) / 4);
    return std::max(before, after) - std::min(before, after) <= most;
}

// A shorter text may leave some out.
bool are_about_as_many(const Subject& subject, std::size_t before, std::size_t after) {
    return is_about(before, after) || (subject.shortened() && after < before);
}

// Where a question needs no mark, or has the semicolon for one.
bool asks_otherwise(const model::Language& language) {
    constexpr auto languages =
        std::to_array<std::string_view>({"el", "ja", "km", "lo", "my", "th", "bo"});
    return std::find(languages.begin(), languages.end(), language.primary()) != languages.end();
}

}  // namespace

Finding keeps_question_marks(const Subject& subject) {
    if (asks_otherwise(subject.from()) || asks_otherwise(subject.to())) return passed();
    if (are_about_as_many(subject, subject.before().questions, subject.after().questions))
        return passed();
    return failed("the questions of the text are not those of the translation");
}

Finding keeps_line_breaks(const Subject& subject) {
    if (are_about_as_many(subject, subject.before().lines, subject.after().lines)) return passed();
    return failed("the translation does not keep the line breaks");
}

Finding keeps_emoji(const Subject& subject) {
    if (are_about_as_many(subject, subject.before().emoji, subject.after().emoji)) return passed();
    return failed("the translation does not keep the emoji");
}

}  // namespace glossd::text::checks
