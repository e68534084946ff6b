// Failpoints: places at which a test has the process die, as by a power cut. Any thread.
// What one would get wrong: only a build with GLOSSD_FAILPOINTS has them; in any other a call is
// nothing, and what is installed is never built with them (cmake/failpoints.cmake).
#pragma once

#include <array>
#include <string_view>

namespace glossd::runtime {

// In the order of a post's way. "stored": committed, and nothing done about it yet.
enum class Failpoint {
    page_answered,
    page_stored,
    batch_leaves,
    batch_answered,
    translation_stored,
    delivery_translated,
    ready_stored,
    shorter_stored,
    facts_answered,
    lane_granted,
    sending_stored,
    send_answered,
    progress_stored,
    part_stored,
    published_stored,
    retry_stored,
    unknown_stored,
    look_up_answered,
    hold_stored,
    document_stored,
    file_written,  // under its temporary name
    file_renamed,  // the new content is there
    document_answered,
    documents_published,
    request_written,  // on the wire, its answer not awaited
    reply_read,
    group_run,  // a transaction, all but its commit
    group_committed,
};

// By which GLOSSD_FAILPOINT and tests know them.
inline constexpr std::array<std::string_view, 28> failpoint_names{
    "page_answered",      "page_stored",         "batch_leaves",      "batch_answered",
    "translation_stored", "delivery_translated", "ready_stored",      "shorter_stored",
    "facts_answered",     "lane_granted",        "sending_stored",    "send_answered",
    "progress_stored",    "part_stored",         "published_stored",  "retry_stored",
    "unknown_stored",     "look_up_answered",    "hold_stored",       "document_stored",
    "file_written",       "file_renamed",        "document_answered", "documents_published",
    "request_written",    "reply_read",          "group_run",         "group_committed",
};
static_assert(failpoint_names.size() == static_cast<std::size_t>(Failpoint::group_committed) + 1);

constexpr std::string_view to_string(Failpoint failpoint) {
    return failpoint_names[static_cast<std::size_t>(failpoint)];
}

#ifdef GLOSSD_FAILPOINTS
// With GLOSSD_FAILPOINT=name:N in the environment the N-th call with that name does not return.
void failpoint(Failpoint here);
#else
constexpr void failpoint(Failpoint) {}
#endif

}  // namespace glossd::runtime
