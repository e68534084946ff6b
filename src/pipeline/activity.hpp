// Activity: counts what is under way, so that a pass knows when nothing is left to do. Loop
// thread only. Everything asynchronous holds a token in its closure until it has been decided on;
// a token may outlive the Activity, because a stopped loop keeps closures it will never run.
#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace glossd::pipeline {

class Activity {
  public:
    using Token = std::shared_ptr<void>;

    // `idle` is called when the last token goes; it must not look at state that the token's
    // closure is still changing (post to the loop instead).
    explicit Activity(std::function<void()> idle) : state_(std::make_shared<State>()) {
        state_->idle = std::move(idle);
    }
    ~Activity() { state_->idle = nullptr; }
    Activity(const Activity&) = delete;
    Activity& operator=(const Activity&) = delete;

    Token hold() {
        ++state_->count;
        return Token(nullptr, [state = state_](void*) {
            if (--state->count == 0 && state->idle) state->idle();
        });
    }

    bool busy() const { return state_->count > 0; }

  private:
    struct State {
        std::function<void()> idle;
        int count = 0;
    };
    std::shared_ptr<State> state_;
};

}  // namespace glossd::pipeline
