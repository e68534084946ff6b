// Scenarios: the kinds of receivers and posts that killing is tried on, in one table. Values.
// What one would get wrong: where nothing can be read back and repeats are not wanted, a kill may
// leave a post with a person; that is what was configured, and no loss.
#pragma once

#include "ordeal/trial.hpp"

#include <string>
#include <vector>

namespace glossd::ordeal {

struct Scenario {
    std::string name;
    ReceiverOptions receiver;
    Shape shape = Shape::mixed;
    bool images = false;
    bool may_hold = false;    // what is unknown is held
    bool may_repeat = false;  // what is unknown is sent again under the same id
    bool may_double = false;  // what is unknown is sent again to one that cannot tell
};

const std::vector<Scenario>& scenarios();
TrialOptions trial_of(const Scenario& scenario, std::size_t posts, std::uint64_t seed);

// Where what is unknown is sent again although it may be there twice then. Killed between an answer
// and its record it must show a repeat: else no repeat would be seen anywhere.
const Scenario& control();

// Where a failpoint is sure to be passed.
const Scenario& home_of(runtime::Failpoint failpoint);

// What has to go wrong at the receiver for it to be passed at all; false: nothing has to.
bool provoke(runtime::Failpoint failpoint, Trial& trial);

}  // namespace glossd::ordeal
