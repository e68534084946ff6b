// How far a read-back has come, between its requests. A value; as JSON it is the publisher's
// Progress.
#pragma once

#include "publishers/publisher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::publishers::mastodon {

// A status of about the right time whose HTML does not read as what was sent.
struct Candidate {
    std::string id;
    std::string url;
    std::int64_t away = 0;  // milliseconds between it and the attempt

    bool operator==(const Candidate&) const = default;
};

struct Search {
    int pages = 0;                   // read so far
    std::string max_id;              // the oldest id shown so far
    std::optional<Published> match;  // the oldest so far
    bool match_in_language = false;  // and the server says it is in the part's language
    std::vector<Candidate> nearest;  // nearest to the attempt first
    bool asking = false;             // the pages are read; nearest[0] is being asked for
    bool whole = true;               // the pages went back far enough

    void add(Candidate candidate);  // keeps the few nearest
    Progress progress() const;
    static Search of(const Progress& progress);

    bool operator==(const Search&) const = default;
};

}  // namespace glossd::publishers::mastodon
