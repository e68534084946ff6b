#include "net/resolver.hpp"

#include "net/client_fixture.hpp"

#include <atomic>
#include <future>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;
using net::Addresses;
using net::IpAddress;
using net::Resolver;

namespace {

Addresses two() {
    return {*IpAddress::parse("2001:db8::1"), *IpAddress::parse("192.0.2.1")};
}

}  // namespace

TEST_CASE("a name is looked up once while its answer lives") {
    std::atomic<int> lookups{0};
    Resolver resolver(1min, [&](const std::string& host) -> model::Result<Addresses> {
        ++lookups;
        CHECK(host == "a.example");
        return two();
    });
    for (int i = 0; i < 5; ++i) CHECK(*resolver.resolve("a.example", patience()) == two());
    CHECK(lookups == 1);
}

TEST_CASE("an answer without lifetime is not kept") {
    std::atomic<int> lookups{0};
    Resolver resolver(0ms, [&](const std::string&) -> model::Result<Addresses> {
        ++lookups;
        return two();
    });
    for (int i = 0; i < 3; ++i) CHECK(resolver.resolve("a.example", patience()));
    CHECK(lookups == 3);
}

TEST_CASE("a failure is remembered too") {
    std::atomic<int> lookups{0};
    Resolver resolver(1min, [&](const std::string&) -> model::Result<Addresses> {
        ++lookups;
        return model::fail(ErrorKind::network, "no such name");
    });
    for (int i = 0; i < 3; ++i)
        CHECK(resolver.resolve("a.example", patience()).error().message == "no such name");
    CHECK(lookups == 1);
}

TEST_CASE("a look-up that hangs costs no more than the deadline, and its answer is used later") {
    std::promise<void> release;
    std::promise<void> finished;
    auto gate = release.get_future().share();
    std::atomic<int> lookups{0};
    auto resolver = std::make_unique<Resolver>(
        1min, [gate, &lookups](const std::string&) -> model::Result<Addresses> {
            ++lookups;
            gate.wait();
            return two();
        });
    const Stopwatch watch;
    CHECK(resolver->resolve("a.example", patience(50ms)).error().kind == ErrorKind::timeout);
    CHECK(watch.elapsed() < 500ms);
    auto later =
        std::async(std::launch::async, [&] { return resolver->resolve("a.example", patience()); });
    release.set_value();
    CHECK(*later.get() == two());
    CHECK(lookups == 1);
}

TEST_CASE("a look-up may outlive its resolver") {
    auto release = std::make_shared<std::promise<void>>();
    auto gate = release->get_future().share();
    {
        Resolver resolver(1min, [gate](const std::string&) -> model::Result<Addresses> {
            gate.wait();
            return two();
        });
        CHECK_FALSE(resolver.resolve("a.example", patience(10ms)));
    }
    release->set_value();
}

TEST_CASE("cancelling wakes who waits for a name") {
    std::promise<void> asked;
    std::promise<void> release;
    auto gate = release.get_future().share();
    Resolver resolver(1min, [gate, &asked](const std::string&) -> model::Result<Addresses> {
        asked.set_value();
        gate.wait();
        return two();
    });
    net::CancelFlag cancel;
    auto answer = std::async(std::launch::async, [&] {
        return resolver.resolve(
            "a.example", {std::chrono::steady_clock::now() + std::chrono::minutes(1), cancel});
    });
    asked.get_future().wait();
    const Stopwatch watch;
    cancel.cancel();
    CHECK(answer.get().error().kind == ErrorKind::cancelled);
    CHECK(watch.elapsed() < 500ms);
    release.set_value();
}

TEST_CASE("the address that answered goes first") {
    Resolver resolver(1min, [](const std::string&) -> model::Result<Addresses> { return two(); });
    resolver.prefer("a.example", two()[1]);
    CHECK(resolver.resolve("a.example", patience())->front() == two()[0]);
    resolver.prefer("a.example", two()[1]);
    CHECK(*resolver.resolve("a.example", patience()) == Addresses{two()[1], two()[0]});
    resolver.prefer("a.example", *IpAddress::parse("192.0.2.99"));
    CHECK(resolver.resolve("a.example", patience())->front() == two()[1]);
}

TEST_CASE("addresses in any form need no look-up") {
    Resolver resolver(1min, [](const std::string& host) -> model::Result<Addresses> {
        return model::fail(ErrorKind::network, "asked for " + host);
    });
    CHECK(resolver.resolve("2130706433", patience())->front().text() == "127.0.0.1");
    CHECK(resolver.resolve("::1", patience())->front().text() == "::1");
}

TEST_CASE("the system knows localhost") {
    const auto found = net::system_lookup("localhost");
    REQUIRE(found);
    for (const auto& address : *found)
        CHECK((address.text() == "127.0.0.1" || address.text() == "::1"));
}
