// Item: one submitted work and where its result goes. run() and fail() belong to the store
// thread, finish() to the loop thread; the hand-over between them is the caller's.
#pragma once

#include "store/capture.hpp"
#include "store/tables.hpp"

#include <optional>
#include <type_traits>
#include <utility>

namespace glossd::store {

class Item {
  public:
    virtual ~Item() = default;

    // Runs by itself and outside of a transaction.
    virtual bool alone() const { return false; }
    // Changes nothing, so there is nothing to commit.
    virtual bool reads() const { return false; }
    virtual void run(Tables& tables) = 0;
    virtual const model::Error* error() const = 0;  // nullptr after a good run
    virtual void fail(const model::Error& error) = 0;
    virtual void finish() = 0;
};

// `View`: what the work is given, Tables or const Tables.
template <class View, class Work, class Done>
class TypedItem final : public Item {
  public:
    TypedItem(Work work, Done done) : work_(std::move(work)), done_(std::move(done)) {}

    bool reads() const override { return std::is_const_v<View>; }
    void run(Tables& tables) override { result_.emplace(capture<Work, View>(work_, tables)); }
    const model::Error* error() const override {
        return result_ && !*result_ ? &result_->error() : nullptr;
    }
    void fail(const model::Error& error) override { result_.emplace(tl::make_unexpected(error)); }
    void finish() override { done_(std::move(*result_)); }

  private:
    Work work_;
    Done done_;
    std::optional<WorkResult<Work, View&>> result_;
};

}  // namespace glossd::store
