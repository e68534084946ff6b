// Outcome: what a service call came to, in the nine words every plug-in maps its service onto
// (design section 3). The pipeline decides by the word alone, never by a status code.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace glossd::model {

enum class OutcomeKind {
    ok,
    rate_limited,  // wait retry_after, then the same again
    transient,     // definitely not done; back off, then the same again
    rejected,      // this item will never be accepted as it is
    too_large,     // split or shorten
    blocked,       // the service refuses this content: another engine may not
    quota,         // used up for hours or more: park the lane until retry_after
    unauthorized,  // the credential is refused: park the lane until a reload
    unknown,       // it may or may not have been done
};

std::string_view to_string(OutcomeKind kind);

struct Outcome {
    OutcomeKind kind = OutcomeKind::ok;
    std::string message;                  // for the operator; never a secret
    std::optional<Duration> retry_after;  // as the service said; of `ok`: a rest it asks for
    // Of `unknown`: the service says that it has this already, so it will never take it again. If
    // it cannot be found there either, a person has to look.
    bool said_present = false;

    bool operator==(const Outcome&) const = default;
};

}  // namespace glossd::model
