#include "cli/table.hpp"

#include <doctest/doctest.h>

namespace glossd::cli {
namespace {

TEST_CASE("columns are as wide as their widest cell and lines end without spaces") {
    Table table({"id", "post"});
    CHECK(table.empty());
    table.add({"1", "señal"});
    table.add({"1000", ""});
    CHECK_FALSE(table.empty());
    CHECK(table.text() == "id    post\n1     señal\n1000\n");
}

TEST_CASE("letters past ASCII count as one") {
    Table table({"a", "b"});
    table.add({"ñññ", "x"});
    CHECK(table.text() == "a    b\nñññ  x\n");
}

TEST_CASE("one line is cut between code points and says so") {
    CHECK(one_line("short", 10) == "short");
    CHECK(one_line("exactly", 7) == "exactly");
    CHECK(one_line("ñandúes", 5) == "ñandú…");
    CHECK(one_line("two\nlines\tand tabs", 50) == "two lines and tabs");
    CHECK(one_line("", 5).empty());
    CHECK(one_line("all of it", 0) == "…");
}

}  // namespace
}  // namespace glossd::cli
