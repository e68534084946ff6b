#include "runtime/service_manager.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

using namespace glossd::runtime;
using namespace std::chrono_literals;

namespace {

// A variable of the process for as long as a test needs it.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
    ~Variable() { ::unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
};

}  // namespace

TEST_CASE("the watchdog's time is the service manager's, and only for the process it means") {
    CHECK(watchdog_time() == std::nullopt);
    const Variable time("WATCHDOG_USEC", "60000000");
    CHECK(watchdog_time() == 60s);
    const Variable other("WATCHDOG_PID", "1");
    CHECK(watchdog_time() == std::nullopt);
}

TEST_CASE("without a service manager nothing is said and nothing fails") {
    ::unsetenv("NOTIFY_SOCKET");
    notify_ready("running");
    notify_alive();
    notify_stopping("ending");
}
