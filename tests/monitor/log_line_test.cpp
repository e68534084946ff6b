#include "monitor/log_line.hpp"

#include <cstdio>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace glossd::monitor;

TEST_CASE("what a message quotes stays in its line and off the terminal's controls") {
    CHECK(escaped("one\ntwo\r\tthree") == "one\\ntwo\\r\\tthree");
    CHECK(escaped("\x1b[2J\x7f") == "\\x1b[2J\\x7f");
    CHECK(escaped("Fünf Äpfel 🍎") == "Fünf Äpfel 🍎");
}

TEST_CASE("the journal gets priorities as syslog counts them") {
    CHECK(journal_line(Level::error, "a\nb") == "<3>a\\nb");
    CHECK(journal_line(Level::warning, "x") == "<4>x");
    CHECK(journal_line(Level::info, "x") == "<6>x");
    CHECK(journal_line(Level::debug, "x") == "<7>x");
}

TEST_CASE("a line of JSON is one object with time, level and message") {
    const glossd::model::WallTime time{std::chrono::seconds(1'795'780'800) + 45ms};
    const auto line = json_line(Level::warning, "a \"quoted\"\nline \xff", time);
    CHECK(line.find('\n') == std::string::npos);
    const auto event = nlohmann::json::parse(line);
    CHECK(event["time"] == "2026-11-27T12:00:00.045Z");
    CHECK(event["level"] == "warning");
    CHECK(event["message"] == "a \"quoted\"\nline \xEF\xBF\xBD");
    CHECK(event.size() == 3);
}

TEST_CASE("the journal's stream is known by its device and inode") {
    struct stat facts {};
    REQUIRE(::fstat(fileno(stdin), &facts) == 0);
    const auto named = fmt::format("{}:{}", facts.st_dev, facts.st_ino);
    CHECK(is_journal(named.c_str(), fileno(stdin)));
    CHECK_FALSE(is_journal("1:1", fileno(stdin)));
    CHECK_FALSE(is_journal(nullptr, fileno(stdin)));
}
