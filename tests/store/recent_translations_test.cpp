#include "store/recent_translations.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace std::chrono_literals;
using store::RecentTranslations;

namespace {

const model::WallTime start{std::chrono::hours(1)};

store::MemoryRow row(const std::string& text, model::WallTime created = start) {
    return {text, "llm", "v1", created};
}

}  // namespace

TEST_CASE("what was put last is found, until its time is over") {
    RecentTranslations recent({}, 1h);
    recent.put("a", row("uno"));
    recent.put("a", row("dos"));
    REQUIRE(recent.find("a", start + 1h) != nullptr);
    CHECK(recent.find("a", start)->text == "dos");
    CHECK(recent.find("b", start) == nullptr);
    CHECK(recent.find("a", start + 1h + 1ms) == nullptr);
    CHECK(recent.entries() == 0);
}

TEST_CASE("the least recently used entries make room, by number and by size") {
    RecentTranslations few({2, 1000}, 1h);
    few.put("a", row("uno"));
    few.put("b", row("dos"));
    few.find("a", start);
    few.put("c", row("tres"));
    CHECK(few.find("b", start) == nullptr);
    CHECK(few.find("a", start) != nullptr);

    RecentTranslations small({100, 50}, 1h);
    small.put("a", row(std::string(30, 'a')));
    small.put("b", row(std::string(30, 'b')));
    CHECK(small.find("a", start) == nullptr);
    CHECK(small.find("b", start) != nullptr);
    small.put("c", row(std::string(60, 'c')));
    CHECK(small.entries() == 0);
}

TEST_CASE("nothing is found after a purge") {
    RecentTranslations recent({}, 1h);
    recent.put("a", row("uno"));
    recent.clear();
    CHECK(recent.find("a", start) == nullptr);
    recent.put("a", row("uno"));
    CHECK(recent.find("a", start) != nullptr);
}
