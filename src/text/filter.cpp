#include "text/filter.hpp"

#include "text/code_points.hpp"
#include "text/normalise.hpp"

#include <algorithm>

#include <re2/re2.h>

namespace glossd::text {

namespace {

// Does a word go on from here? Not in the scripts that write words without a space between them.
bool continues_word(const CodePoint& point) {
    const auto c = point.value;
    if (point.size == 0 || is_east_asian(c)) return false;
    return c == '_' || is_digit(c) || is_letter(c) || is_mark(c);
}

// Whole words only, both already folded: "art" is not in "party".
bool has_word(std::string_view text, std::string_view word) {
    const bool open_front = continues_word(code_point_at(word, 0));
    const bool open_back = continues_word(code_point_before(word, word.size()));
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = !open_front || !continues_word(code_point_before(text, at));
        const bool ends = !open_back || !continues_word(code_point_at(text, end));
        if (begins && ends) return true;
    }
    return false;
}

}  // namespace

model::Result<Filter> Filter::make(const std::vector<std::string>& rules) {
    Filter filter;
    for (const auto& rule : rules) {
        if (rule.size() > 2 && rule.front() == '/' && rule.back() == '/') {
            const RE2::Options options(RE2::Quiet);
            auto expression = std::make_shared<const RE2>(rule.substr(1, rule.size() - 2), options);
            if (!expression->ok()) {
                return model::fail(model::ErrorKind::config,
                                   rule + " is no regular expression: " + expression->error());
            }
            filter.expressions_.push_back(std::move(expression));
        } else if (rule.size() > 1 && rule.front() == '#') {
            filter.tags_.push_back(fold_case(rule.substr(1)));
        } else if (auto word = fold_space(fold_case(rule)); !word.empty()) {
            filter.words_.push_back(std::move(word));
        }
    }
    return filter;
}

bool Filter::matches(std::string_view text, const std::vector<std::string>& tags) const {
    const auto matches_expression = [&](const auto& expression) {
        return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression);
    };
    if (std::any_of(expressions_.begin(), expressions_.end(), matches_expression)) return true;
    if (words_.empty() && tags_.empty()) return false;
    const auto folded = fold_space(fold_case(text));
    const auto in_text = [&](const std::string& word) { return has_word(folded, word); };
    if (std::any_of(words_.begin(), words_.end(), in_text)) return true;
    return std::any_of(tags_.begin(), tags_.end(), [&](const std::string& tag) {
        return has_word(folded, "#" + tag) ||
               std::any_of(tags.begin(), tags.end(),
                           [&](const std::string& own) { return fold_case(own) == tag; });
    });
}

}  // namespace glossd::text
