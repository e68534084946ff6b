#include "ordeal/tally.hpp"

#include "ordeal/threads.hpp"

#include <doctest/doctest.h>

using namespace glossd::ordeal;

namespace {

const std::vector<std::string> written{"one", "two", "three"};

}  // namespace

TEST_CASE("everything once and in order is clean") {
    const auto count = tally({"one", "two", "three"}, written, false);
    CHECK(count.clean());
    CHECK(count.whole == 3);
}

TEST_CASE("what is not there is missing, and nothing is wrong with the rest") {
    const auto count = tally({"one", "three"}, written, false);
    CHECK(count.missing == 1);
    CHECK(count.nothing_wrong());
    CHECK_FALSE(count.clean());
}

TEST_CASE("what is there again counts as twice, however often") {
    CHECK(tally({"one", "one", "two", "three", "one"}, written, true).duplicated == 2);
}

TEST_CASE("a thread of which the end is not there is begun, and neither missing nor strange") {
    const auto count = tally({"one", "two", "th"}, written, false);
    CHECK(count.begun == 1);
    CHECK(count.missing == 0);
    CHECK(count.strange == 0);
    CHECK_FALSE(count.clean());
}

TEST_CASE("a beginning of what is there already is strange") {
    CHECK(tally({"one", "two", "three", "th"}, written, false).strange == 1);
}

TEST_CASE("one that overtook another is out of order, unless any order will do") {
    CHECK(tally({"two", "one", "three"}, written, false).disordered == 1);
    CHECK(tally({"two", "one", "three"}, written, true).clean());
}

TEST_CASE("replies to the last post of a thread continue it") {
    const std::vector<Published> posts{
        {"1", "", "a "}, {"2", "1", "b"}, {"3", "", "x"}, {"4", "2", "c"}};
    CHECK(threads_of(posts) == std::vector<std::string>{"abc", "x"});
}

TEST_CASE("the middle of a thread that is there twice stands for itself") {
    const std::vector<Published> posts{
        {"1", "", "a"}, {"2", "1", "b"}, {"3", "1", "b"}, {"4", "2", "c"}};
    CHECK(threads_of(posts) == std::vector<std::string>{"abc", "b"});
}
