#include "text/close_languages.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace glossd::text {

namespace {

constexpr auto close_groups = std::to_array<std::string_view>(
    {" da nb nn no sv ", " an ast ca es gl oc pt ", " cs sk ", " bs cnr hr sh sl sr ",
     " id jv ms su ", " be bg mk ru uk ", " af nl ", " de lb nds ", " fil tl ceb ", " az tr ",
     " bho hi mai mr ne ", " yue zh wuu ", " he yi ", " ga gd ", " co it scn ", " fa ps tg "});

}  // namespace

bool are_close(std::string_view primary, std::string_view other) {
    if (primary == other) return true;
    const auto word = [](std::string_view tag) { return " " + std::string(tag) + " "; };
    return std::any_of(close_groups.begin(), close_groups.end(), [&](auto group) {
        return group.find(word(primary)) != group.npos && group.find(word(other)) != group.npos;
    });
}

}  // namespace glossd::text
