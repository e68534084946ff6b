#include "bench/memory_hit.hpp"

#include "bench/pretend_posts.hpp"
#include "runtime/scratch_directory.hpp"
#include "store/database.hpp"
#include "store/recent_translations.hpp"
#include "text/hash.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <future>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace glossd::bench {

namespace {

constexpr std::size_t look_ups = 2000;
constexpr std::size_t most_posts = 20'000;  // beyond that, entries of other texts
constexpr std::size_t rows_a_commit = 10'000;

std::string key_of(const model::MaskedText& masked) {
    return text::sha256_fields({masked.text, "en", "es", "bench/1"});
}

std::string numbered_key(std::size_t number) {
    return text::sha256_fields({std::to_string(number)});
}

void put(store::Tables& tables, const std::string& key, const std::string& text) {
    tables.memory.put({key, "en", "es", "bench/1", "bench", text, text, model::wall_now()});
}

// Waits for the answer to what `ask(done)` hands to the store's thread.
template <class Result, class Ask>
Result wait_for(Ask ask) {
    // Shared, because its setter may still be at work when the waiter goes on.
    auto promise = std::make_shared<std::promise<Result>>();
    auto future = promise->get_future();
    ask([promise](Result result) { promise->set_value(std::move(result)); });
    return future.get();
}

// Once the posts are through, their texts again under keys of their own.
model::Result<void> remember(store::Database& database, const std::vector<FeedItem>& posts,
                             std::size_t entries) {
    std::vector<model::MaskedText> masked;
    for (const auto& post : posts) masked.push_back(text::mask(post.text));
    for (std::size_t from = 0; from < entries; from += rows_a_commit) {
        const auto to = std::min(entries, from + rows_a_commit);
        const auto work = [&masked, from, to](store::Tables& tables) {
            for (auto i = from; i < to; ++i) {
                // What is remembered has the masks of the text; its words do not matter here.
                const auto& text = masked[i % masked.size()];
                const auto key = i < masked.size() ? key_of(text) : numbered_key(i);
                put(tables, key, text.text);
            }
        };
        auto put = wait_for<model::Result<void>>([&](auto done) { database.submit(work, done); });
        if (!put) return put;
    }
    return {};
}

using Clock = std::chrono::steady_clock;

struct LookUp {
    std::vector<std::optional<store::MemoryRow>> rows;
    Microseconds took{};
};

struct Hit {
    Microseconds work{};
    Microseconds whole{};
    Microseconds recent{};
};

// The same text again, answered without the store.
model::Result<Microseconds> hit_again(store::RecentTranslations& recent, const std::string& post) {
    const auto began = Clock::now();
    const auto masked = text::mask(post);
    const auto* row = recent.find(key_of(masked), model::wall_now());
    if (!row) return model::fail(model::ErrorKind::not_found, "a text was forgotten");
    const auto whole = text::restore(row->text, masked);
    if (!whole) return tl::make_unexpected(whole.error());
    return Microseconds(Clock::now() - began);
}

model::Result<Hit> hit(store::Database& database, store::RecentTranslations& recent,
                       const std::string& post) {
    const auto began = Clock::now();
    const auto masked = text::mask(post);
    const auto key = key_of(masked);
    const Microseconds before = Clock::now() - began;
    const auto work = [key](const store::Tables& tables) {
        const auto start = Clock::now();
        auto rows = tables.memory.get_all({key}, model::wall_now(), std::chrono::hours(1));
        return LookUp{std::move(rows), Clock::now() - start};
    };
    const auto found =
        wait_for<model::Result<LookUp>>([&](auto done) { database.look_up(work, done); });
    const auto answered = Clock::now();
    if (!found) return tl::make_unexpected(found.error());
    const auto& row = found->rows.front();
    if (!row) return model::fail(model::ErrorKind::not_found, "a text was forgotten");
    const auto whole = text::restore(row->text, masked);
    if (!whole) return tl::make_unexpected(whole.error());
    const auto end = Clock::now();
    recent.put(key, *row);
    const auto again = hit_again(recent, post);
    if (!again) return tl::make_unexpected(again.error());
    return Hit{before + found->took + (end - answered), end - began, *again};
}

// The value that `share` of them do not exceed.
Microseconds quantile(std::vector<Microseconds> times, double share) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(static_cast<double>(times.size() - 1) * share)];
}

}  // namespace

model::Result<HitFigures> measure_memory_hits(std::size_t entries) {
    const auto directory = runtime::ScratchDirectory::make();
    if (!directory) return tl::make_unexpected(directory.error());
    auto database = store::Database::open(directory->file("glossd.db"),
                                          [](const std::function<void()>& done) { done(); });
    if (!database) return tl::make_unexpected(database.error());
    const auto posts = generate_posts(std::min(entries, most_posts), 3);
    if (auto remembered = remember(**database, posts, entries); !remembered) {
        return tl::make_unexpected(remembered.error());
    }
    std::vector<Microseconds> work;
    std::vector<Microseconds> whole;
    std::vector<Microseconds> again;
    store::RecentTranslations recent({}, std::chrono::hours(1));
    for (std::size_t i = 0; i < look_ups; ++i) {
        const auto& post = posts[i * 7919 % posts.size()].text;  // here and there, none twice soon
        const auto one = hit(**database, recent, post);
        if (!one) return tl::make_unexpected(one.error());
        work.push_back(one->work);
        whole.push_back(one->whole);
        again.push_back(one->recent);
    }
    (*database)->close();
    return HitFigures{entries,
                      quantile(work, 0.5),
                      quantile(work, 0.99),
                      quantile(whole, 0.5),
                      quantile(again, 0.5),
                      quantile(again, 0.99)};
}

model::Result<BoundFigures> measure_memory_bound(std::size_t inserts, std::int64_t max_entries) {
    constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::max();
    constexpr std::size_t puts_a_trim = 256;
    constexpr std::size_t trims_a_commit = 32;  // a disk that syncs slowly is not what is measured
    const auto directory = runtime::ScratchDirectory::make();
    if (!directory) return tl::make_unexpected(directory.error());
    auto database = store::Database::open(directory->file("glossd.db"),
                                          [](const std::function<void()>& done) { done(); });
    if (!database) return tl::make_unexpected(database.error());
    const auto posts = generate_posts(puts_a_trim, 5);
    BoundFigures figures{inserts, max_entries, 0, 0, {}};
    const auto began = Clock::now();
    for (std::size_t from = 0; from < inserts; from += puts_a_trim * trims_a_commit) {
        const auto work = [&posts, from, inserts, max_entries](store::Tables& tables) {
            std::int64_t most = 0;
            const auto to = std::min(inserts, from + puts_a_trim * trims_a_commit);
            for (auto i = from; i < to; ++i) {
                put(tables, numbered_key(i), posts[i % posts.size()].text);
                if ((i + 1) % puts_a_trim != 0 && i + 1 < to) continue;
                tables.memory.trim(model::wall_now(), std::chrono::hours(1000), max_entries,
                                   no_bound);
                most = std::max(most, tables.memory.stats().entries);
            }
            return std::pair(most, tables.memory.stats().entries);
        };
        const auto held = wait_for<model::Result<std::pair<std::int64_t, std::int64_t>>>(
            [&](auto done) { (*database)->submit(work, done); });
        if (!held) return tl::make_unexpected(held.error());
        figures.most_entries = std::max(figures.most_entries, held->first);
        figures.entries = held->second;
    }
    figures.an_insert = Microseconds(Clock::now() - began) / static_cast<double>(inserts);
    (*database)->close();
    return figures;
}

}  // namespace glossd::bench
