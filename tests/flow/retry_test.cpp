#include "flow/retry.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::RetryBudget;
using glossd::flow::RetryPolicy;
using glossd::model::Instant;

TEST_CASE("the delay doubles with each failure up to its cap") {
    const RetryPolicy policy{500ms, 30s};
    CHECK(policy.delay(1, 0.999999) == 500ms);
    CHECK(policy.delay(2, 0.5) == 500ms);
    CHECK(policy.delay(4, 0.5) == 2s);
    CHECK(policy.delay(7, 0.5) == 15s);
    CHECK(policy.delay(1000, 0.5) == 15s);
}

TEST_CASE("an unlucky draw still waits a tenth") {
    CHECK(RetryPolicy{1s, 60s}.delay(1, 0.0) == 100ms);
}

TEST_CASE("a delay the service named is never undercut") {
    CHECK(RetryPolicy::told(30s, 0.0) == 30s);
    CHECK(RetryPolicy::told(30s, 1.0) == 31s);
    CHECK(RetryPolicy::told(1s, 1.0) == 1100ms);
    CHECK(RetryPolicy::told(0s, 1.0) == 0ms);
}

TEST_CASE("retries are a fifth of the calls and a reserve") {
    const Instant now{1h};
    RetryBudget budget(now);
    int reserve = 0;
    while (budget.try_retry(now)) ++reserve;
    CHECK(reserve == 10);
    for (int i = 0; i < 100; ++i) budget.call(now);
    int earned = 0;
    while (budget.try_retry(now)) ++earned;
    CHECK(earned >= 19);
    CHECK(earned <= 20);
}

TEST_CASE("the reserve comes back with time") {
    const Instant now{1h};
    RetryBudget budget(now);
    while (budget.try_retry(now)) {
    }
    CHECK_FALSE(budget.try_retry(now + 100ms));
    CHECK(budget.try_retry(now + 30s));
}
