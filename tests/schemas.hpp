// Documents against the services' own descriptions of their protocols. Skipped with a message where
// the descriptions or python3-jsonschema are absent.
#pragma once

#include "places.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace glossd::test {

// The folder of protocol descriptions that lies beside some checkouts.
inline std::optional<std::filesystem::path> shared_schemas() {
    for (const auto* up : {"/../shared", "/../../shared"}) {
        const auto path = std::filesystem::path(glossd::places::sources() + up) / "schemas";
        if (std::filesystem::exists(path)) return path;
    }
    return std::nullopt;
}

struct Verdict {
    int status = 0;  // of validate_schema.py
    std::string reasons;
};

inline Verdict validate(const std::filesystem::path& openapi, const std::string& pointer,
                        const std::string& document) {
    const auto file = std::filesystem::temp_directory_path() /
                      fmt::format("glossd-schema-{}.json", static_cast<int>(getpid()));
    std::ofstream(file) << document;
    const auto command =
        fmt::format("python3 '{}/tests/validate_schema.py' '{}' '{}' '{}'",
                    glossd::places::sources(), openapi.string(), pointer, file.string());
    auto* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Verdict verdict;
    char buffer[512];
    while (fgets(buffer, sizeof buffer, pipe)) verdict.reasons += buffer;
    const int status = pclose(pipe);
    verdict.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::filesystem::remove(file);
    return verdict;
}

// Every good document must be valid, and the one that was spoilt on purpose must not.
inline void check_documents(const std::string& service, const std::string& pointer,
                            const std::vector<std::string>& good, const std::string& bad) {
    const auto schemas = shared_schemas();
    if (!schemas) {
        MESSAGE("skipped: no protocol descriptions beside this checkout");
        return;
    }
    const auto openapi = *schemas / service / "openapi.json";
    for (const auto& document : good) {
        const auto verdict = validate(openapi, pointer, document);
        if (verdict.status == 77 || verdict.status == 127) {
            MESSAGE("skipped: python3-jsonschema is not installed");
            return;
        }
        INFO(verdict.reasons);
        INFO(document);
        CHECK(verdict.status == 0);
    }
    CHECK(validate(openapi, pointer, bad).status == 1);
}

}  // namespace glossd::test
