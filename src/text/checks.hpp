// The first checks of a translation, cheapest first: what an engine gave back is fit to publish
// or it is not. Pure; any thread. Both texts are masked; a check that cannot tell passes.
#pragma once

#include "model/language.hpp"
#include "model/segment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

struct Check {
    std::string name;
    bool passed = true;
    std::string detail;  // why it failed, for the operator and as a hint to the engine

    bool operator==(const Check&) const = default;
};

// One entry for each check, always all of them and in this order: "spans", "not_empty",
// "no_echo", "no_new_links", "no_mask_leftovers". `translated` is the engine's answer with masks.
std::vector<Check> check_translation(const model::MaskedText& original, std::string_view translated,
                                     const model::Language& from, const model::Language& to);

bool all_passed(const std::vector<Check>& checks);

// "no_echo: the translation is the original text"; empty when all passed.
std::string first_failure(const std::vector<Check>& checks);

}  // namespace glossd::text
