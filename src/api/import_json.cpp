#include "api/import_json.hpp"

#include "bulk/memory_jsonl.hpp"
#include "pipeline/memory_import.hpp"

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;

ImportCounts import_rows(store::Tables& tables, const std::vector<store::Remembered>& rows,
                         const config::CacheSettings& cache, model::WallTime now) {
    ImportCounts counts;
    for (const auto& row : rows) {
        if (!row.by_hand && row.created < now - cache.ttl) {
            ++counts.expired;
        } else if (tables.memory.put_if_newer(row, now)) {
            ++counts.imported;
        } else {
            ++counts.known;
        }
    }
    tables.memory.trim(now, cache.ttl, cache.max_entries, cache.max_bytes);
    return counts;
}

ordered_json to_json(const std::vector<store::Remembered>& rows) {
    auto list = ordered_json::array();
    for (const auto& row : rows) list.push_back(bulk::to_json(row));
    return {{"rows", std::move(list)}};
}

model::Result<std::vector<store::Remembered>> rows_of(const std::string& json,
                                                      model::WallTime now) {
    const auto body = ordered_json::parse(json, nullptr, false);
    if (!body.is_object() || !body.contains("rows") || !body["rows"].is_array()) {
        return model::fail(model::ErrorKind::invalid_input, "this is no list of rows");
    }
    std::vector<store::Remembered> rows;
    for (const auto& object : body["rows"]) {
        auto row = bulk::row_of(object).and_then(
            [&](store::Remembered read) { return pipeline::admit(std::move(read), now); });
        if (!row) return tl::make_unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

ordered_json to_json(const ImportCounts& counts) {
    return {{"imported", counts.imported}, {"known", counts.known}, {"expired", counts.expired}};
}

ImportCounts import_counts_of(const ordered_json& json) {
    return {json.value("imported", std::int64_t{0}), json.value("known", std::int64_t{0}),
            json.value("expired", std::int64_t{0})};
}

}  // namespace glossd::api
