// Tally: what came out on an account against what was to come, counted. Pure; any thread.
// What one would get wrong: a thread that is only begun is neither whole nor lost; it may be on its
// way, and is a fault once nothing is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glossd::ordeal {

struct Tally {
    std::size_t whole = 0;       // there as they should be
    std::size_t missing = 0;     // not there, not even begun
    std::size_t begun = 0;       // threads of which the first parts are there
    std::size_t duplicated = 0;  // there once more
    std::size_t strange = 0;     // nothing that was to come
    std::size_t disordered = 0;  // behind one that should come after it

    Tally& operator+=(const Tally& other);
    // True when everything is there once and as it should be.
    bool clean() const { return missing + begun == 0 && nothing_wrong(); }
    // True when nothing is there that should not be, whatever is still to come.
    bool nothing_wrong() const { return duplicated + strange + disordered == 0; }

    bool operator==(const Tally&) const = default;
};

// `threads` in order of arrival, `expected` in the source's order; all different.
Tally tally(const std::vector<std::string>& threads, const std::vector<std::string>& expected,
            bool any_order);

}  // namespace glossd::ordeal
