// WorkTime: what calls to a service take by their work, so that a long text does not pass for a
// slow service. Pure arithmetic. What one would get wrong: only the difference between little and
// much work is taken out; that everything takes longer than before stays to be seen.
#pragma once

#include "flow/line_fit.hpp"

namespace glossd::flow {

class WorkTime {
  public:
    // What a call would have taken with the usual amount of work. Learns from each; `work` in
    // whatever the service's time goes with: tokens, characters.
    double for_usual_work(double work, double seconds);

  private:
    static constexpr double memory = 200;  // calls

    LineFit seconds_{memory};  // by work
};

}  // namespace glossd::flow
