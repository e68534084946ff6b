// Decides which markup may go to gumbo, whose time and stack grow with depth. Pure; any thread.
// The bound is sound, not tight: what could be read in two ways is refused, so that no markup can
// look shallow here and be deep there.
#pragma once

#include <string_view>

namespace glossd::text {

// True when gumbo parses and frees `markup` in time linear in its size and less than 128 KiB of
// stack: at most 500 elements open at once, 512 KiB, few attributes a tag.
bool gumbo_can_bear(std::string_view markup);

}  // namespace glossd::text
