#include "config/sequential.hpp"

namespace glossd::config {

void make_sequential(Config& config) {
    config.sequential = true;
    for (auto& engine : config.engines) {
        engine.limits.max_concurrent = 1;
        engine.batch_max = 1;
        engine.batch_wait = Duration::zero();
    }
    for (auto& target : config.targets) target.limits.max_concurrent = 1;
}

}  // namespace glossd::config
