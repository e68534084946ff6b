#include "text/sentences.hpp"

#include "text/code_points.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <utf8proc.h>

namespace glossd::text {

namespace {

// Written with a full stop inside sentences; without that stop, lower case. Words that also end
// sentences ("no", "max", "etc") are left out: a cut too few is better than one inside a name.
constexpr auto abbreviations = std::to_array<std::string_view>(
    {"a.c",  "aprox", "avda", "bspw", "bzw", "ca",  "cf",    "d.c", "d.h",  "dpt",  "dr",  "dra",
     "e.g",  "ej",    "evtl", "fig",  "g.e", "ggf", "i.d.r", "i.e", "inkl", "lt",   "ltd", "mlle",
     "mme",  "mr",    "mrs",  "ms",   "nr",  "núm", "nº",    "p.e", "p.ej", "p.ex", "pág", "pp",
     "prof", "rev",   "s.a",  "sgt",  "sr",  "sra", "srta",  "st",  "sta",  "sto",  "tel", "u.a",
     "u.s",  "v.a",   "vgl",  "vol",  "vs",  "z.b", "zb",    "т.д", "т.е",  "т.к",  "т.п", "ул"});

bool is_closer(char32_t c) {
    constexpr std::u32string_view closers = U"\")]}'*_»«”’“‘›‹」』）】》〉〕";
    return closers.find(c) != std::u32string_view::npos;
}

// ! ? … and the full stops of scripts that use them for nothing else.
bool is_sure_end(char32_t c) {
    constexpr std::u32string_view ends = U"!?…。！？．؟۔।॥።։‼⁇⁈⁉｡";
    return ends.find(c) != std::u32string_view::npos;
}

// Commas that stand without a space behind them.
bool is_comma(char32_t c) {
    constexpr std::u32string_view commas = U"，、；：､";
    return commas.find(c) != commas.npos;
}

// The word that ends at `end`, inner full stops included; empty when too long to abbreviate.
std::string_view short_word_before(std::string_view text, std::size_t end) {
    constexpr std::size_t longest = 16;
    auto begin = end;
    while (end - begin < longest) {
        const auto before = code_point_before(text, begin);
        if (!is_letter(before.value) && !is_mark(before.value) && before.value != '.' &&
            before.value != 0xBA)
            break;
        begin -= before.size;
    }
    return end - begin < longest ? text.substr(begin, end - begin) : std::string_view{};
}

bool is_abbreviation(std::string_view word) {
    const auto first = code_point_at(word, 0);
    // An initial: "J. Doe".
    if (first.size > 0 && first.size == word.size() && !is_east_asian(first.value)) return true;
    return std::find(abbreviations.begin(), abbreviations.end(), fold_case(word)) !=
           abbreviations.end();
}

bool goes_on_in_lower_case(std::string_view text, std::size_t pos) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(code_point_at(text, pos).value)) ==
           UTF8PROC_CATEGORY_LL;
}

bool sentence_ends(std::string_view text, std::size_t end, std::size_t next) {
    auto last = code_point_before(text, end);
    while (is_closer(last.value)) {
        end -= last.size;
        last = code_point_before(text, end);
    }
    if (is_sure_end(last.value)) return true;
    if (last.value != '.') return false;
    if (goes_on_in_lower_case(text, next)) return false;
    return !is_abbreviation(short_word_before(text, end - 1));
}

}  // namespace

Break break_at_space(std::string_view text, std::size_t begin, std::size_t end) {
    const auto space = text.substr(begin, end - begin);
    const auto lines = std::count(space.begin(), space.end(), '\n');
    if (lines >= 2) return Break::paragraph;
    if (lines == 1) return Break::sentence;
    return sentence_ends(text, begin, end) ? Break::sentence : Break::word;
}

bool may_start_part(std::string_view text, std::size_t pos) {
    constexpr std::u32string_view makes_span = U"@#＃:";
    const auto c = code_point_at(text, pos).value;
    return !is_closer(c) && !is_sure_end(c) && !is_comma(c) &&
           makes_span.find(c) == makes_span.npos;
}

Break break_between(std::string_view text, std::size_t pos) {
    constexpr std::u32string_view stops = U"。！？．｡";
    const auto next = code_point_at(text, pos).value;
    if (is_closer(next) || is_sure_end(next) || is_comma(next)) return Break::none;
    auto last = code_point_before(text, pos);
    if (is_comma(last.value)) return Break::word;
    while (is_closer(last.value)) {
        pos -= last.size;
        last = code_point_before(text, pos);
    }
    return stops.find(last.value) != stops.npos ? Break::sentence : Break::none;
}

}  // namespace glossd::text
