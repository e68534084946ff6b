#include "model/outcome.hpp"

namespace glossd::model {

std::string_view to_string(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::ok:
            return "ok";
        case OutcomeKind::rate_limited:
            return "rate_limited";
        case OutcomeKind::transient:
            return "transient";
        case OutcomeKind::rejected:
            return "rejected";
        case OutcomeKind::too_large:
            return "too_large";
        case OutcomeKind::blocked:
            return "blocked";
        case OutcomeKind::quota:
            return "quota";
        case OutcomeKind::unauthorized:
            return "unauthorized";
        case OutcomeKind::unknown:
            return "unknown";
    }
    return "unknown";
}

}  // namespace glossd::model
