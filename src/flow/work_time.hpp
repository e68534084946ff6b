// WorkTime: what calls to a service take by their work, so that a long text does not pass for a
// slow service. Pure arithmetic. What one would get wrong: only the difference between little and
// much work is taken out; that everything takes longer than before stays to be seen.
#pragma once

namespace glossd::flow {

class WorkTime {
  public:
    // What a call would have taken with the usual amount of work. Learns from each; `work` in
    // whatever the service's time goes with: tokens, characters.
    double for_usual_work(double work, double seconds);

  private:
    // Of the last few hundred calls.
    double calls_ = 0;
    double work_ = 0;
    double seconds_ = 0;
    double variance_ = 0;    // of work
    double covariance_ = 0;  // of work and seconds
};

}  // namespace glossd::flow
