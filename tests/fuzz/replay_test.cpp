// Every seed, and every input that was ever a finding, in every build.
#include "fuzz/target.hpp"
#include "places.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every input that is kept for fuzzing keeps its promises") {
    for (const auto& target : glossd::fuzz::targets()) {
        CAPTURE(target.name);
        const auto folder = fs::path(glossd::places::sources()) / "tests/data/fuzz" / target.name;
        REQUIRE(fs::is_directory(folder));
        std::size_t inputs = 0;
        for (const auto& entry : fs::directory_iterator(folder)) {
            CAPTURE(entry.path().filename().string());
            CHECK_NOTHROW(target.run(bytes_of(entry.path())));
            ++inputs;
        }
        CHECK(inputs > 0);
        CHECK_NOTHROW(target.run(""));
    }
}
