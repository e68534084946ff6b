#include "sources/source.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::sources;

namespace {

config::SourceSettings settings(std::string type, std::string url) {
    config::SourceSettings made;
    made.name = "news";
    made.type = std::move(type);
    made.url = std::move(url);
    return made;
}

}  // namespace

TEST_CASE("a feed source is made from its settings") {
    const auto source = make_source(settings("feed", "https://feed.example/f.xml"));
    REQUIRE(source);
    CHECK(std::get<model::HttpRequest>((*source)->request({})).url == "https://feed.example/f.xml");
}

TEST_CASE("an unknown kind of source is refused with the kinds there are") {
    const auto source = make_source(settings("fed", "https://feed.example/f.xml"));
    REQUIRE_FALSE(source);
    CHECK(source.error().kind == model::ErrorKind::config);
    CHECK(source.error().message == "source \"news\": type \"fed\" is not one of: feed, x");
}

TEST_CASE("a feed without an address, or with a strange one, is refused") {
    CHECK_FALSE(make_source(settings("feed", "")));
    const auto source = make_source(settings("feed", "ftp://feed.example/f.xml"));
    REQUIRE_FALSE(source);
    CHECK(source.error().message.find("ftp://") != std::string::npos);
}
