// A draft as the payload of a feed's delivery, and back. What the reader will see is decided at
// freezing: `text` of the thawed draft is the content, whatever the template is by then.
#pragma once

#include "publishers/publisher.hpp"

#include <string>

namespace glossd::publishers::feed {

// `has_template`: the target has one of its own, so the rendered text is the content; else the
// translated body is, because title and link have their own places in a feed.
std::string freeze_draft(const Draft& draft, bool has_template);

// An empty draft for a payload that is not ours.
Draft thaw_draft(const std::string& payload);

}  // namespace glossd::publishers::feed
