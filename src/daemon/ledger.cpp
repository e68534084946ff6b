#include "daemon/ledger.hpp"

#include <random>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace glossd::daemon {

namespace {

std::string owner_name() {
    std::random_device random;
    return fmt::format("{}-{:08x}{:08x}", ::getpid(), random(), random());
}

}  // namespace

model::Result<std::unique_ptr<store::Database>> open_database(const std::string& path,
                                                              runtime::Loop& loop) {
    return store::Database::open(
        path, [&loop](std::function<void()> done) { loop.post(std::move(done)); });
}

model::Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& state, runtime::Loop& loop) {
    auto lock = runtime::StateLock::take(state);
    if (!lock) return tl::make_unexpected(lock.error());
    auto database = open_database(state + "/glossd.db", loop);
    if (!database) return tl::make_unexpected(database.error());
    return std::unique_ptr<Ledger>(new Ledger(std::move(*lock), std::move(*database)));
}

Ledger::Ledger(runtime::StateLock lock, std::unique_ptr<store::Database> database)
    : lock_(std::move(lock)), owner_(owner_name()), database_(std::move(database)) {}

Ledger::~Ledger() {
    database_->close();
}

}  // namespace glossd::daemon
