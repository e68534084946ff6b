// Kills at random moments, of a world's passes. What one would get wrong: a pass that has ended
// cannot be killed any more, so a test asks how many were.
#pragma once

#include <chrono>
#include <random>

namespace glossd::e2e {

struct Kills {
    int times = 0;
    unsigned seed = 1;
    std::chrono::milliseconds earliest{30};
    std::chrono::milliseconds latest{700};
};

template <class AnyWorld>
int kill_at_random(AnyWorld& world, const Kills& kills) {
    std::mt19937 random(kills.seed);
    std::uniform_int_distribution<int> moment(static_cast<int>(kills.earliest.count()),
                                              static_cast<int>(kills.latest.count()));
    int killed = 0;
    for (int i = 0; i < kills.times; ++i) {
        killed += world.once_killed_after(std::chrono::milliseconds(moment(random))) ? 1 : 0;
    }
    return killed;
}

}  // namespace glossd::e2e
