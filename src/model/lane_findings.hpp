// LaneFindings: what a lane has found out about its service and goes on from after a restart.
// What one would get wrong: a zero is not "none allowed" but "nothing found".
#pragma once

namespace glossd::model {

struct LaneFindings {
    double at_once = 0;     // calls
    bool growing = false;   // that many went well, and no limit was met yet
    double per_second = 0;  // calls
    int openings = 0;       // of the breaker, since the service last answered well

    bool operator==(const LaneFindings&) const = default;
};

}  // namespace glossd::model
