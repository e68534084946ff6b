// Audit: reads a whole ledger and says what in it cannot be. Changes nothing; beside a running
// daemon too. A `flaw` is something that glossd never writes; a `remark` only wants to be known.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::store {

struct Audited {
    enum class Weight { remark, flaw };
    Weight weight = Weight::flaw;
    std::string what;
    std::string advice;

    bool operator==(const Audited&) const = default;
};

struct Audit {
    int schema = 0;
    std::int64_t deliveries = 0;
    std::vector<Audited> found;  // flaws first

    bool sound() const;  // no flaw
};

// Of the configuration: whose rows are still wanted.
struct AuditNames {
    std::vector<std::string> sources;
    std::vector<std::string> targets;
};

// Errors: the file cannot be opened at all (Reader::open's). Takes about 3 s a GB.
model::Result<Audit> audit(const std::string& ledger, const AuditNames& names, model::WallTime now);

}  // namespace glossd::store
