// Targets of fuzzing: each takes any bytes at all and throws Violation when a promise is broken.
// One would get wrong: a target sees one input and keeps nothing, so that a finding needs no
// history.
#pragma once

#include "text/normalise.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace glossd::fuzz {

struct Violation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline void promise(bool kept, const std::string& what) {
    if (!kept) throw Violation(what);
}

struct Target {
    std::string_view name;  // its seeds and regressions lie in tests/data/fuzz/NAME
    void (*run)(std::string_view input);
};

std::span<const Target> targets();

// Takes the first byte off: a choice among `count` ways of reading the rest. 0 of an empty input.
inline std::size_t choose(std::string_view& input, std::size_t count) {
    if (input.empty()) return 0;
    const auto choice = static_cast<unsigned char>(input.front()) % count;
    input.remove_prefix(1);
    return choice;
}

// What stands before the first NUL, taken off with it; the whole rest when there is none.
inline std::string_view take_field(std::string_view& input) {
    const auto end = input.find('\0');
    const auto field = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return field;
}

inline std::string without_space(std::string_view text) {
    auto folded = text::fold_space(text);
    std::erase(folded, ' ');
    return folded;
}

void api(std::string_view input);
void checks(std::string_view input);
void config(std::string_view input);
void date(std::string_view input);
void engines(std::string_view input);
void feed(std::string_view input);
void glossary(std::string_view input);
void html(std::string_view input);
void http_reply(std::string_view input);
void memory(std::string_view input);
void remask(std::string_view input);
void spans(std::string_view input);
void split(std::string_view input);
void url(std::string_view input);
void x_posts(std::string_view input);

}  // namespace glossd::fuzz
