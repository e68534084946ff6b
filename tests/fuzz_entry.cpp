// What libFuzzer calls. GLOSSD_FUZZ_TARGET names the target; scripts/fuzz sets it.
#include "fuzz/target.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Targets use what the tests of their rooms have at hand, which asserts.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {

const glossd::fuzz::Target& chosen() {
    const auto* name = std::getenv("GLOSSD_FUZZ_TARGET");
    for (const auto& target : glossd::fuzz::targets())
        if (name && target.name == name) return target;
    std::fprintf(stderr, "GLOSSD_FUZZ_TARGET must be one of:");
    for (const auto& target : glossd::fuzz::targets())
        std::fprintf(stderr, " %s", std::string(target.name).c_str());
    std::fputc('\n', stderr);
    std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    static doctest::Context asserts;
    asserts.setAsDefaultForAssertsOutOfTestCases();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto& target = chosen();
    try {
        target.run({reinterpret_cast<const char*>(data), size});
    } catch (const glossd::fuzz::Violation& violation) {
        std::fprintf(stderr, "broken promise: %s\n", violation.what());
        std::abort();
    }
    return 0;
}
