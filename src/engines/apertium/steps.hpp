// Steps: the one mode, or the two by way of a third language, that lead from one language to
// another. What one would get wrong: a detour is never taken where there is a direct mode.
#pragma once

#include "model/language.hpp"

#include <string>
#include <vector>

namespace glossd::engines::apertium {

struct Steps {
    std::string first;    // a mode; empty: there is no way
    std::string second;   // a mode; empty: the first leads all the way
    std::string between;  // tag of the language between the two

    bool operator==(const Steps&) const = default;
};

// The direct mode where there is one, else by way of the first of `through` that has both.
Steps find_steps(const std::vector<std::string>& modes, const model::Language& from,
                 const model::Language& to, const std::vector<model::Language>& through);

// "eng-spa"; "spa-eng, eng-cat: through en"; empty when there is no way.
std::string to_string(const Steps& steps);

// Tags of the languages that would do as `through`, in alphabetical order.
std::vector<std::string> languages_between(const std::vector<std::string>& modes,
                                           const model::Language& from, const model::Language& to);

}  // namespace glossd::engines::apertium
