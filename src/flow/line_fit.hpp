// LineFit: the straight line through pairs of numbers, of late: so much to begin with, and so much
// more for each unit. Pure arithmetic. What one would get wrong: without pairs that differ there is
// no line; slope() is nothing then, and everything may be laid to the units.
#pragma once

#include <optional>

namespace glossd::flow {

class LineFit {
  public:
    // What lies further back than so many pairs fades.
    explicit LineFit(double memory) : memory_(memory) {}

    void add(double x, double y);

    bool empty() const { return count_ == 0; }
    double mean_x() const { return mean_x_; }
    double mean_y() const { return mean_y_; }
    // How far the x lie apart, as a share of their mean.
    double spread() const;

    // At most in proportion: what there is to begin with is never negative.
    std::optional<double> slope() const;

  private:
    double memory_;
    double count_ = 0;
    double mean_x_ = 0;
    double mean_y_ = 0;
    double variance_ = 0;    // of x
    double covariance_ = 0;  // of x and y
};

}  // namespace glossd::flow
