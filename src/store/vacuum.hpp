// Vacuum: writes the database anew without the holes that deleting left. Needs as much free disk
// as the database takes, and everything else in the queue waits meanwhile.
#pragma once

#include "store/item.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace glossd::store {

struct Vacuumed {
    std::int64_t bytes_before = 0;
    std::int64_t bytes_after = 0;
};

// Outside of a transaction; SQLite refuses it within one.
model::Result<Vacuumed> vacuum(Connection& connection);

class VacuumItem final : public Item {
  public:
    using Done = std::function<void(model::Result<Vacuumed>)>;

    VacuumItem(Connection& connection, Done done)
        : connection_(connection), done_(std::move(done)) {}

    bool alone() const override { return true; }
    void run(Tables&) override { result_ = vacuum(connection_); }
    const model::Error* error() const override {
        return result_ && !*result_ ? &result_->error() : nullptr;
    }
    void fail(const model::Error& error) override { result_ = tl::make_unexpected(error); }
    void finish() override { done_(std::move(*result_)); }

  private:
    Connection& connection_;
    Done done_;
    std::optional<model::Result<Vacuumed>> result_;
};

}  // namespace glossd::store
