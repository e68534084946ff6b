#include "runtime/service_manager.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

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

// What a service manager that listens under an abstract name ("@...") is told.
class AbstractSocket {
  public:
    AbstractSocket() : name_("@glossd-test-" + std::to_string(::getpid())) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        name_.copy(&address.sun_path[1], name_.size() - 1, 1);
        const auto length = offsetof(sockaddr_un, sun_path) + name_.size();
        bound_ = ::bind(fd_, reinterpret_cast<const sockaddr*>(&address),
                        static_cast<socklen_t>(length)) == 0;
    }
    ~AbstractSocket() { ::close(fd_); }
    AbstractSocket(const AbstractSocket&) = delete;
    AbstractSocket& operator=(const AbstractSocket&) = delete;

    bool bound() const { return bound_; }
    const char* name() const { return name_.c_str(); }

    std::string next() const {
        std::array<char, 256> text{};
        const auto size = ::recv(fd_, text.data(), text.size(), MSG_DONTWAIT);
        return size < 0 ? "nothing" : std::string(text.data(), static_cast<std::size_t>(size));
    }

  private:
    std::string name_;
    int fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool bound_ = false;
};

}  // namespace

TEST_CASE("the watchdog's time is the service manager's, and only for the process it means") {
    CHECK(watchdog_time() == std::nullopt);
    const Variable time("WATCHDOG_USEC", "60000000");
    CHECK(watchdog_time() == 60s);
    const Variable other("WATCHDOG_PID", "1");
    CHECK(watchdog_time() == std::nullopt);
}

TEST_CASE("a time that is no number, zero or without end is no watchdog") {
    for (const auto* wrong : {"", "0", "soon", "60s", "-1", "18446744073709551615"}) {
        CAPTURE(wrong);
        const Variable time("WATCHDOG_USEC", wrong);
        CHECK(watchdog_time() == std::nullopt);
    }
}

TEST_CASE("a service manager under an abstract name is told each state in a datagram of its own") {
    const AbstractSocket manager;
    REQUIRE(manager.bound());
    const Variable socket("NOTIFY_SOCKET", manager.name());
    notify_ready("running");
    notify_alive();
    CHECK(manager.next() == "READY=1\nSTATUS=running");
    CHECK(manager.next() == "WATCHDOG=1");
    CHECK(manager.next() == "nothing");
}

TEST_CASE("an address that is no socket's is left alone") {
    const std::string endless = "/" + std::string(200, 'x');
    for (const auto* wrong : {"", "/", "vsock:2:1", "relative", endless.c_str(), "/no/such/one"}) {
        CAPTURE(wrong);
        const Variable socket("NOTIFY_SOCKET", wrong);
        notify_ready("running");
    }
}

TEST_CASE("without a service manager nothing is said and nothing fails") {
    ::unsetenv("NOTIFY_SOCKET");
    notify_ready("running");
    notify_alive();
    notify_stopping("ending");
}
