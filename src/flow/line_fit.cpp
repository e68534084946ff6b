#include "flow/line_fit.hpp"

#include <algorithm>
#include <cmath>

namespace glossd::flow {

void LineFit::add(double x, double y) {
    count_ = std::min(count_ + 1, memory_);
    const double weight = 1 / count_;
    const double from_x = x - mean_x_;
    const double from_y = y - mean_y_;
    mean_x_ += weight * from_x;
    mean_y_ += weight * from_y;
    variance_ = (1 - weight) * (variance_ + weight * from_x * from_x);
    covariance_ = (1 - weight) * (covariance_ + weight * from_x * from_y);
}

double LineFit::spread() const {
    return mean_x_ > 0 ? std::sqrt(variance_) / mean_x_ : 0;
}

std::optional<double> LineFit::slope() const {
    if (variance_ <= 0 || covariance_ <= 0 || mean_x_ <= 0) return std::nullopt;
    return std::min(covariance_ / variance_, mean_y_ / mean_x_);
}

}  // namespace glossd::flow
