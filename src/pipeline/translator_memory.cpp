// What a Translator has of the memory in this process: what it answers at once, and forgets.
#include "pipeline/translator.hpp"
#include "pipeline/translator_state.hpp"

#include <algorithm>
#include <utility>

namespace glossd::pipeline {

// With what a person wrote or the first engine made: of the others the store may know a better one.
// Of that engine's it does not: what a person writes makes this process forget.
bool Translator::answer_at_once(Call& call, std::size_t index) {
    const auto& keys = call.keys[index];
    const auto sure = std::min(engine_keys_from(call.wishes[index]) + 1, keys.size());
    for (std::size_t i = 0; i < sure; ++i) {
        const auto* row = recent_.find(keys[i], model::wall_now());
        if (row && answer_with(call, index, keys[i], *row)) return true;
    }
    return false;
}

void Translator::forget_recent() {
    ++forgotten_;
    recent_.clear();
}

void Translator::preload() {
    using Rows = std::vector<std::pair<std::string, store::MemoryRow>>;
    const auto most = static_cast<int>(recent_.bounds().entries);
    database_.look_up(
        [most, ttl = cache_.ttl](const store::Tables& tables) {
            return tables.memory.recently_used(most, model::wall_now(), ttl);
        },
        [this, token = activity_.hold()](const model::Result<Rows>& rows) {
            if (!rows) return;
            // Used last ends up first.
            for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
                recent_.put(row->first, row->second);
            }
        });
}

}  // namespace glossd::pipeline
