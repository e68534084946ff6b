#include "engines/apertium/modes.hpp"

#include "fixtures.hpp"

using namespace glossd;
using namespace glossd::engines::apertium;

TEST_CASE("a mode becomes its programs, each told to flush at NUL, without marks") {
    const auto stages = parse_mode(
        "eng-spa",
        "lt-proc -w '/d/a b.bin' | apertium-tagger -g $2 \"/d/x.prob\"|lt-proc $1 '/d/g.bin' \n");
    REQUIRE(stages);
    CHECK(*stages == std::vector<Stage>{{"lt-proc", "-z", "-w", "/d/a b.bin"},
                                        {"apertium-tagger", "-z", "-g", "/d/x.prob"},
                                        {"lt-proc", "-z", "-n", "/d/g.bin"}});
}

TEST_CASE("a mode that no shell-less start can run is refused with its reason") {
    const auto reason = [](std::string_view line) {
        const auto stages = parse_mode("a-b", line);
        REQUIRE_FALSE(stages);
        CHECK(stages.error().kind == model::ErrorKind::unsupported);
        return stages.error().message;
    };
    CHECK(reason("lt-proc a; rm -rf b").find("';'") != std::string::npos);
    CHECK(reason("lt-proc `id`").find("'`'") != std::string::npos);
    CHECK(reason("lt-proc $(id)").find("variable") != std::string::npos);
    CHECK(reason("lt-proc \"$HOME\"").find("expansion") != std::string::npos);
    CHECK(reason("lt-proc > /tmp/x").find("'>'") != std::string::npos);
    CHECK(reason("lt-proc 'a").find("quote") != std::string::npos);
    CHECK(reason("lt-proc a\nlt-proc b").find("line break") != std::string::npos);
    CHECK(reason("lt-proc a || lt-proc b").find("empty") != std::string::npos);
    CHECK(reason("").find("empty") != std::string::npos);
    CHECK(reason("lt-proc a | java -jar x").find("\"java\"") != std::string::npos);
}

TEST_CASE("only runnable pairs of two languages are listed") {
    const test::DataDir data;
    for (const auto* name : {"eng-spa", "en-gl", "eng-cat_valencia", "eo-en-bytecode", "Cyrl-Latn",
                             "eng", "en-gl-tagger"}) {
        data.add_mode(name);
    }
    data.add_mode("spa-eng", "java -jar x");
    std::ofstream(data.path() / "modes" / "README") << "text";
    std::ofstream(data.path() / "modes" / "eng-spa.mode~") << "old";
    CHECK(list_modes(data.path()) ==
          std::vector<std::string>{"en-gl", "eng-cat_valencia", "eng-spa"});
    CHECK(list_modes(data.path() / "missing").empty());
}

TEST_CASE("a mode's name never leaves the folder of modes") {
    const test::DataDir data;
    std::ofstream(data.path() / "en-gl.mode") << "lt-proc x";
    const auto stages = read_mode(data.path(), "../en-gl");
    REQUIRE_FALSE(stages);
    CHECK(stages.error().kind == model::ErrorKind::not_found);
}

TEST_CASE("every installed pair can be run") {
    if (!test::installed("eng-spa")) return;
    std::size_t pairs = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(default_data_dir) / "modes")) {
        pairs += entry.path().extension() == ".mode" ? 1U : 0U;
    }
    CHECK(list_modes(default_data_dir).size() == pairs);
}
