#include "text/ascii.hpp"
#include "text/date_parse.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace glossd::text {

namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

// The place of the name that `word` is or shortens to at least three letters.
template <class Names>
std::optional<unsigned> find_name(const Names& names, std::string_view word) {
    const auto lower = to_lower(word);
    if (lower.size() < 3) return std::nullopt;
    for (unsigned i = 0; i < names.size(); ++i) {
        if (names[i].starts_with(lower)) return i;
    }
    return std::nullopt;
}

std::string without_comments(std::string_view text) {
    std::string out;
    std::size_t depth = 0;
    for (const char c : text) {
        if (c == '(') ++depth;
        if (depth == 0) out += c;
        if (c == ')' && depth > 0) --depth;
    }
    return out;
}

bool is_offset(std::string_view text) {
    return text.size() > 1 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]);
}

// Words between white space and commas; "01-Aug-2026" and "GMT+0200" are cut further.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        auto& word = words.back();
        const bool sign = c == '+' || c == '-';
        const bool joins_date = c == '-' && !word.empty() && !is_offset(word) &&
                                word.find(':') == std::string::npos &&
                                (is_digit(word.back()) || find_name(months, word));
        if (is_space(c) || c == ',' || joins_date) {
            words.emplace_back();
        } else if (sign && !word.empty()) {
            words.emplace_back(1, c);
        } else {
            word += c;
        }
    }
    std::erase(words, "");
    return words;
}

// RFC 2822 section 4.3, with the border of the years at 70.
int full_year(int year, std::size_t digits) {
    if (digits == 2) return year < 70 ? year + 2000 : year + 1900;
    return digits == 3 ? year + 1900 : year;
}

// Fills a date word by word; each kind of word may stand once.
class NamedDate {
  public:
    bool take(std::string_view word) {
        if (is_digit(word.front())) {
            return word.find(':') == std::string_view::npos ? take_number(word) : take_time(word);
        }
        if (const auto name = find_name(months, word); name && !month_) {
            month_ = parts_.month = *name + 1;
            return true;
        }
        if (find_name(weekdays, word) && !day_) return true;
        return take_zone(word);
    }

    std::optional<DateParts> finish() const {
        if (!day_ || !month_ || !year_) return std::nullopt;
        return parts_;
    }

  private:
    bool take_number(std::string_view word) {
        const auto number = read_digits(word);
        if (!number) return false;
        if (!day_ && word.size() <= 2) {
            day_ = parts_.day = static_cast<unsigned>(*number);
            return true;
        }
        if (year_ || word.size() < 2 || word.size() > 4) return false;
        year_ = parts_.year = full_year(*number, word.size());
        return true;
    }

    bool take_time(std::string_view word) {
        const auto time = read_time_of_day(word);
        if (!time || has_time_) return false;
        has_time_ = true;
        parts_.time_of_day = *time;
        return true;
    }

    // "GMT+0200" is a name and an offset from it.
    bool take_zone(std::string_view word) {
        const auto offset = read_zone(word);
        if (!offset || !has_time_ || zones_ == 2 || (zones_ == 1 && !is_offset(word))) return false;
        ++zones_;
        parts_.offset += *offset;
        return true;
    }

    DateParts parts_;
    std::optional<unsigned> day_;
    std::optional<unsigned> month_;
    std::optional<int> year_;
    bool has_time_ = false;
    int zones_ = 0;
};

}  // namespace

std::optional<DateParts> parse_named_date(std::string_view text) {
    NamedDate date;
    for (const auto& word : words_of(without_comments(text))) {
        if (!date.take(word)) return std::nullopt;
    }
    return date.finish();
}

}  // namespace glossd::text
