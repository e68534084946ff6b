#include "text/checks/subject.hpp"

#include "text/code_points.hpp"
#include "text/direction.hpp"
#include "text/masked_pieces.hpp"

#include <array>
#include <utility>

namespace glossd::text::checks {

namespace {

constexpr auto question_marks = std::to_array<char32_t>({'?', 0x037E, 0x055E, 0x061F, 0xFF1F});

bool is_question_mark(char32_t c) {
    return std::find(question_marks.begin(), question_marks.end(), c) != question_marks.end();
}

constexpr auto pictures = std::to_array<CodePointRange>(
    {{0x2600, 0x27BF}, {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F3FA}, {0x1F400, 0x1FAFF}});

}  // namespace

Tally::Tally(std::string_view words) {
    bool in_questions = false;
    bool in_break = false;
    for (std::size_t pos = 0; pos < words.size();) {
        const auto next = code_point_at(words, pos);
        const auto c = next.value;
        pos += next.size;
        ++code_points;
        if (is_letter(c)) {
            scripts.add(c);
            in_questions = in_break = false;
            continue;
        }
        if (c == ' ') continue;
        const bool question = is_question_mark(c);
        if (question && !in_questions) ++questions;
        in_questions = question || (in_questions && c == '!');
        if (c == '\n' && !in_break) ++lines;
        in_break = c == '\n';
        if (is_digit(c)) ++digits;
        if (c < 0x80) continue;
        if (is_in(pictures, c)) ++emoji;
        if (c == 0xFFFD) ++damaged;
        if (is_direction_control(c)) ++directions;
    }
}

Subject::Subject(const model::MaskedText& original, std::string translated,
                 const model::Language& from, const model::Language& to, Fullness fullness,
                 const std::vector<model::Term>& terms)
    : original_(original),
      translated_(std::move(translated)),
      from_(from),
      to_(to),
      fullness_(fullness),
      terms_(terms),
      words_before_(outside_masks(original.text)),
      words_after_(outside_masks(translated_)),
      before_(words_before_),
      after_(words_after_) {}

void Subject::replace(std::string translated) {
    translated_ = std::move(translated);
    words_after_ = outside_masks(translated_);
    after_ = Tally(words_after_);
}

}  // namespace glossd::text::checks
