#include "text/checks.hpp"

#include "text/code_points.hpp"
#include "text/echo.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"

#include <algorithm>
#include <array>

#include <re2/re2.h>

namespace glossd::text {

namespace {

struct Subject {
    const model::MaskedText& original;
    std::string_view translated;
    const model::Language& from;
    const model::Language& to;
    std::string original_words;  // outside masks
    std::string translated_words;
};

bool is_blank(std::string_view text) {
    return skip_space(text, 0) == text.size();
}

std::string spans_survive(const Subject& subject) {
    const auto restored = restore(subject.translated, subject.original);
    return restored ? "" : restored.error().message;
}

std::string is_not_empty(const Subject& subject) {
    if (is_blank(subject.original_words) || !is_blank(subject.translated_words)) return "";
    return "the translation is empty";
}

std::string is_no_echo(const Subject& subject) {
    const bool echo =
        is_echo(subject.original_words, subject.translated_words, subject.from, subject.to);
    return echo ? "the translation is the original text" : "";
}

void append_links(std::vector<std::string>& links, std::string_view text) {
    for (const auto& span : find_spans(text)) {
        if (span.kind == model::SpanKind::url || span.kind == model::SpanKind::email ||
            span.kind == model::SpanKind::mention)
            links.emplace_back(text.substr(span.begin, span.end - span.begin));
    }
}

std::string has_no_new_links(const Subject& subject) {
    std::vector<std::string> found;
    append_links(found, subject.translated_words);
    if (found.empty()) return "";
    std::vector<std::string> known;
    for (const auto& span : subject.original.spans) known.push_back(span.text);
    append_links(known, subject.original.prefix);
    append_links(known, subject.original.suffix);
    for (const auto& link : found) {
        if (std::find(known.begin(), known.end(), link) == known.end())
            return "the translation adds " + link;
    }
    return "";
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto pos = text.find(part); pos != text.npos; pos = text.find(part, pos + part.size()))
        ++count;
    return count;
}

// Span tags as language models garble them: <x1/>, </x1>, < X 1 / >, <x id="1"/>.
std::size_t count_tags(std::string_view text) {
    static const RE2 tag(R"((?i)<\s*/?\s*x\s*(?:id\s*=\s*)?["']?\d+["']?\s*/?\s*>)");
    re2::StringPiece rest(text.data(), text.size());
    std::size_t count = 0;
    while (RE2::FindAndConsume(&rest, tag)) ++count;
    return count;
}

std::string has_no_leftovers(const Subject& subject) {
    const auto& words = subject.translated_words;
    if (words.find(model::mask_open) != words.npos || words.find(model::mask_close) != words.npos)
        return "the translation holds a broken mask";
    if (count_tags(words) > count_tags(subject.original_words))
        return "the translation holds a tag of a span";
    constexpr std::string_view replacement = "\uFFFD";
    if (count_of(words, replacement) > count_of(subject.original_words, replacement))
        return "the translation holds U+FFFD, so its bytes were damaged";
    return "";
}

struct Rule {
    std::string_view name;
    std::string (*problem)(const Subject&);  // empty when there is none
};

constexpr std::array<Rule, 5> rules = {{{"spans", spans_survive},
                                        {"not_empty", is_not_empty},
                                        {"no_echo", is_no_echo},
                                        {"no_new_links", has_no_new_links},
                                        {"no_mask_leftovers", has_no_leftovers}}};

}  // namespace

std::vector<Check> check_translation(const model::MaskedText& original, std::string_view translated,
                                     const model::Language& from, const model::Language& to) {
    const Subject subject{
        original, translated, from, to, outside_masks(original.text), outside_masks(translated)};
    std::vector<Check> checks;
    for (const auto& rule : rules) {
        auto problem = rule.problem(subject);
        const bool passed = problem.empty();
        checks.push_back({std::string(rule.name), passed, std::move(problem)});
    }
    return checks;
}

bool all_passed(const std::vector<Check>& checks) {
    return std::all_of(checks.begin(), checks.end(), [](const Check& c) { return c.passed; });
}

std::string first_failure(const std::vector<Check>& checks) {
    const auto failed =
        std::find_if(checks.begin(), checks.end(), [](const Check& c) { return !c.passed; });
    return failed == checks.end() ? "" : failed->name + ": " + failed->detail;
}

}  // namespace glossd::text
