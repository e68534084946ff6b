// Rows for the memory as they travel to a running daemon: {"rows":[…]}, each as in a JSONL file.
// What comes of them is counted the same way with and without a daemon.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"
#include "model/time.hpp"
#include "store/records.hpp"
#include "store/tables.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

struct ImportCounts {
    std::int64_t imported = 0;
    std::int64_t known = 0;    // the memory has one as new
    std::int64_t expired = 0;  // older than [cache] ttl

    ImportCounts& operator+=(const ImportCounts& other) {
        imported += other.imported;
        known += other.known;
        expired += other.expired;
        return *this;
    }
    bool operator==(const ImportCounts&) const = default;
};

// One work of the store: rows that pipeline::admit() let in, then the bounds of the memory.
ImportCounts import_rows(store::Tables& tables, const std::vector<store::Remembered>& rows,
                         const config::CacheSettings& cache, model::WallTime now);

nlohmann::ordered_json to_json(const std::vector<store::Remembered>& rows);
// Admits each; an error names the first that is not to be had.
model::Result<std::vector<store::Remembered>> rows_of(const std::string& json, model::WallTime now);

nlohmann::ordered_json to_json(const ImportCounts& counts);
ImportCounts import_counts_of(const nlohmann::ordered_json& json);

}  // namespace glossd::api
