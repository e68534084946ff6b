// What a Translator has to do with the memory: what its rows are filed under, what it answers from
// it, and what it keeps of it in this process.
#include "pipeline/memory_key.hpp"
#include "pipeline/translator.hpp"
#include "pipeline/translator_state.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <utility>

namespace glossd::pipeline {

namespace {

constexpr std::size_t touches_a_flush = 256;

}  // namespace

std::string Translator::style_at(std::size_t engine, const std::optional<Verification>& verify,
                                 const model::Tone& tone,
                                 const std::vector<model::Term>& terms) const {
    const auto* verifier = verify ? engines_[verify->engine].engine.get() : nullptr;
    return style_of(*engines_[engine].engine, verifier, tone, terms);
}

void Translator::look_up(std::shared_ptr<Call> call) {
    std::vector<std::string> keys;
    for (const auto& of_wish : call->keys) keys.insert(keys.end(), of_wish.begin(), of_wish.end());
    if (keys.empty()) return;  // everything is answered
    database_.look_up(
        [keys, ttl = cache_.ttl](const store::Tables& tables) {
            const auto began = std::chrono::steady_clock::now();
            auto rows = tables.memory.get_all(keys, model::wall_now(), ttl);
            return std::make_pair(std::move(rows), std::chrono::steady_clock::now() - began);
        },
        [this, call, token = activity_.hold()](const auto& found) {
            if (found && meter_) meter_->looked_up(found->second);
            if (found) answer_from_memory(*call, found->first);
            for (std::size_t i = 0; i < call->wishes.size(); ++i) {
                if (!call->answers[i]) take_off(call, i);
            }
        });
}

void Translator::answer_from_memory(Call& call,
                                    const std::vector<std::optional<store::MemoryRow>>& rows) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < call.wishes.size(); ++i) {
        const auto first = next;
        next += call.keys[i].size();
        for (auto row = first; row < next && !call.answers[i]; ++row) {
            if (!rows[row]) continue;
            const auto& key = call.keys[i][row - first];
            recent_.put(key, *rows[row]);
            answer_with(call, i, key, *rows[row]);
        }
    }
}

// False when the entry has not the spans of this text.
bool Translator::answer_with(Call& call, std::size_t index, const std::string& key,
                             const store::MemoryRow& row) {
    auto restored = text::restore(row.text, call.texts[index].masked);
    if (!restored) return false;
    ++counts_.total;
    ++counts_.cached;
    touched_.push_back(key);
    if (touched_.size() >= touches_a_flush) flush_touches();
    constexpr bool cached = true;
    call.answer(index, Granted{std::move(*restored), row.text, row.engine, cached});
    return true;
}

void Translator::flush_touches() {
    if (touched_.empty()) return;
    database_.submit(
        [keys = std::exchange(touched_, {})](store::Tables& tables) {
            tables.memory.touch_all(keys, model::wall_now());
        },
        [token = activity_.hold()](const model::Result<void>&) {});
}

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
