// What every test of the store needs: a directory that goes away, a loop thread's stand-in, and
// a database whose works can be waited for.
#pragma once

#include "store/database.hpp"
#include "store/reader.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

namespace glossd::store {

class TempDir {
  public:
    TempDir() {
        std::string name =
            (std::filesystem::temp_directory_path() / "glossd-store-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

// The loop thread is the test's own: completions run in run_until().
class Loop {
  public:
    Deliver deliver() {
        return [this](std::function<void()> completion) {
            const std::lock_guard lock(mutex_);
            completions_.push_back(std::move(completion));
            arrived_.notify_one();
        };
    }

    // A store that never answers fails the test instead of hanging it.
    void run_until(const std::function<bool()>& done) {
        while (!done()) {
            std::unique_lock lock(mutex_);
            REQUIRE(arrived_.wait_for(lock, std::chrono::minutes(5),
                                      [this] { return !completions_.empty(); }));
            auto completion = std::move(completions_.front());
            completions_.pop_front();
            lock.unlock();
            completion();
        }
    }

    void run_what_is_there() {
        run_until([this] {
            const std::lock_guard lock(mutex_);
            return completions_.empty();
        });
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> completions_;
};

// Keeps the store thread inside a work of its own, so that everything submitted before open()
// makes one group.
class Gate {
  public:
    explicit Gate(Database& database) {
        std::promise<void> entered;
        database.submit(
            [&entered, opened = opened_.get_future().share()](Tables&) {
                entered.set_value();
                opened.wait();
            },
            [](const model::Result<void>&) {});
        entered.get_future().wait();
    }
    void open() { opened_.set_value(); }

  private:
    std::promise<void> opened_;
};

class Ledger {
  public:
    explicit Ledger(const Options& options = {}) { open(options); }

    // Submits the work and waits for its result.
    template <class Work>
    WorkResult<Work, Tables&> run(Work work) {
        std::optional<WorkResult<Work, Tables&>> result;
        database_->submit(std::move(work),
                          [&](auto outcome) { result.emplace(std::move(outcome)); });
        loop_.run_until([&] { return result.has_value(); });
        return std::move(*result);
    }

    // The same for a work that must succeed.
    template <class Work>
    auto operator()(Work work) {
        auto result = run(std::move(work));
        const std::string message = result ? "" : result.error().message;
        REQUIRE_MESSAGE(result.has_value(), message);
        if constexpr (!std::is_void_v<typename decltype(result)::value_type>) return *result;
    }

    void open(const Options& options = {}) {
        auto opened = Database::open(path(), loop_.deliver(), options);
        REQUIRE(opened.has_value());
        database_ = std::move(*opened);
    }

    std::string path() const { return directory_.file("glossd.db"); }
    Database& database() { return *database_; }
    Loop& loop() { return loop_; }

  private:
    TempDir directory_;
    Loop loop_;
    std::unique_ptr<Database> database_;
};

inline model::WallTime at(std::int64_t seconds) {
    return model::WallTime(std::chrono::seconds(1'700'000'000 + seconds));
}

// A key or hash of 32 bytes.
inline std::string key(int number) {
    std::string bytes = std::to_string(number);
    return bytes + std::string(32 - bytes.size(), '\0');
}

inline model::Post post(const std::string& id, const std::string& text = "Hello") {
    model::Post made;
    made.id = id;
    made.url = "https://example.org/" + id;
    made.text = text;
    return made;
}

inline std::int64_t insert_post(Tables& tables, const std::string& id, std::int64_t seconds = 0) {
    return tables.posts.insert("news", post(id), key(0), at(seconds));
}

inline std::int64_t plan(Tables& tables, std::int64_t post_id, const std::string& target = "es",
                         std::int64_t seconds = 0) {
    return tables.deliveries.plan({post_id, "news", target, "es", 0, at(seconds)});
}

// A delivery of a new post, ready to be sent.
inline std::int64_t ready_delivery(Tables& tables, const std::string& id,
                                   const std::string& target = "es", std::int64_t seconds = 0) {
    const auto delivery = plan(tables, insert_post(tables, id, seconds), target, seconds);
    tables.deliveries.set_ready(delivery, {{{}, "Hola", "llm", false, false}}, at(seconds));
    return delivery;
}

inline std::vector<model::Part> parts(int count, const std::string& prefix = "k") {
    std::vector<model::Part> made(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) {
        auto& part = made[static_cast<std::size_t>(number)];
        part.number = number;
        part.key = prefix + std::to_string(number);
        part.payload = "payload " + std::to_string(number);
    }
    return made;
}

inline std::int64_t sending_delivery(Tables& tables, const std::string& id, int part_count = 1,
                                     const std::string& target = "es", std::int64_t seconds = 0) {
    const auto delivery = ready_delivery(tables, id, target, seconds);
    tables.deliveries.set_sending(delivery, parts(part_count, id + "-"), at(seconds), "me",
                                  at(seconds + 60));
    return delivery;
}

inline std::int64_t published_delivery(Tables& tables, const std::string& id,
                                       const std::string& target = "es", std::int64_t seconds = 0) {
    const auto delivery = sending_delivery(tables, id, 1, target, seconds);
    tables.deliveries.set_part_published(delivery, 0, "remote-" + id, "https://es/" + id,
                                         at(seconds));
    tables.deliveries.set_published(delivery, at(seconds));
    return delivery;
}

inline model::DeliveryState state_of(Tables& tables, std::int64_t id) {
    return tables.deliveries.get(id)->state;
}

inline model::DeliveryState part_state(Tables& tables, std::int64_t id, std::size_t number = 0) {
    return tables.deliveries.get(id)->parts.at(number).state;
}

}  // namespace glossd::store
