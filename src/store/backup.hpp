// Backup: a consistent copy of a ledger while somebody may be writing to it. Reads through a
// connection of its own, within one snapshot, so that it neither waits for the writer nor delays
// its commits. The copy is one plain file; it carries every secret that the ledger does.
#pragma once

#include "model/result.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace glossd::store {

struct BackupOptions {
    bool overwrite = false;
    std::function<void(std::int64_t done, std::int64_t of)> progress = {};  // bytes
};

struct BackedUp {
    std::int64_t bytes = 0;
    int schema = 0;
};

// The copy gets its name (mode 0600) only once it is whole, read through and on the disk. Errors:
// not_found (there is no ledger), refused (`to` exists, or is the ledger), io, config (written by
// a newer glossd).
model::Result<BackedUp> back_up(const std::string& ledger, const std::string& to,
                                const BackupOptions& options = {});

}  // namespace glossd::store
