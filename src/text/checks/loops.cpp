// A model that cannot stop says the same again and again.
#include "text/ascii.hpp"
#include "text/checks/rules.hpp"
#include "text/code_points.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace glossd::text::checks {

namespace {

constexpr std::size_t too_often = 6;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t pos = 0; pos < text.size();) {
        while (pos < text.size() && is_space(text[pos])) ++pos;
        const auto begin = pos;
        while (pos < text.size() && !is_space(text[pos])) ++pos;
        if (pos > begin) words.push_back(text.substr(begin, pos - begin));
    }
    return words;
}

// How often the most frequent run of three words comes.
std::size_t most_repeated(const std::vector<std::string_view>& words) {
    std::vector<std::size_t> runs;
    const std::hash<std::string_view> hash;
    for (std::size_t i = 2; i < words.size(); ++i)
        runs.push_back((hash(words[i - 2]) * 31 + hash(words[i - 1])) * 31 + hash(words[i]));
    std::sort(runs.begin(), runs.end());
    std::size_t most = 0;
    for (auto run = runs.begin(); run != runs.end();) {
        const auto next = std::upper_bound(run, runs.end(), *run);
        most = std::max(most, static_cast<std::size_t>(next - run));
        run = next;
    }
    return most;
}

// "ですですです…": a stretch without spaces in which something short follows itself too often.
bool goes_round(std::string_view word) {
    constexpr std::size_t longest_period = 20;
    constexpr std::size_t fewest = 30;  // code points
    if (word.size() < fewest) return false;
    std::vector<char32_t> points;
    for (std::size_t pos = 0; pos < word.size();) {
        const auto next = code_point_at(word, pos);
        points.push_back(next.value);
        pos += next.size;
    }
    for (std::size_t period = 1; period <= longest_period; ++period) {
        const auto needed = std::max(fewest, period * too_often) - period;
        std::size_t equal = 0;
        for (auto i = period; i < points.size(); ++i) {
            equal = points[i] == points[i - period] ? equal + 1 : 0;
            if (equal >= needed && is_letter(points[i])) return true;
        }
    }
    return false;
}

bool has_circle(const std::vector<std::string_view>& words) {
    return std::any_of(words.begin(), words.end(), goes_round);
}

}  // namespace

Finding does_not_loop(const Subject& subject) {
    const auto words = words_of(subject.words_after());
    const auto repeated = words.size() < too_often ? 0 : most_repeated(words);
    const bool circle = has_circle(words);
    if (repeated < too_often && !circle) return passed();
    const auto before = words_of(subject.words_before());
    if (circle && !has_circle(before)) return failed("the translation repeats itself");
    const auto repeated_before = most_repeated(before);
    if (repeated >= too_often && repeated > 2 * repeated_before)
        return failed("the translation repeats itself");
    return passed();
}

}  // namespace glossd::text::checks
