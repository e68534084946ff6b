// A directory of its own for a test that loads configurations; it goes with the test.
#pragma once

#include "config/load.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <stdlib.h>

namespace glossd::config {

class Sandbox {
  public:
    Sandbox() {
        auto pattern = (std::filesystem::temp_directory_path() / "glossd-config-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~Sandbox() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    std::string path(const std::string& name) const { return (path_ / name).string(); }

    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }

    // Loads `text` as glossd.toml.
    auto load(const std::string& text, const Environment& environment = {}) const {
        return config::load(write("glossd.toml", text), environment);
    }

  private:
    std::filesystem::path path_;
};

inline std::string slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

// One source and one target that need nothing: five lines each.
inline const std::string good_source = R"([[source]]
name = "news"
type = "feed"
url = "feed.xml"
language = "en"
)";

inline const std::string good_target = R"([[target]]
name = "es"
type = "feed"
path = "es.xml"
language = "es"
)";

inline const std::string good = good_source + good_target;

inline std::optional<Setting> setting(const Loaded& loaded, const std::string& path) {
    for (const auto& candidate : loaded.settings) {
        if (candidate.path == path) return candidate;
    }
    return std::nullopt;
}

}  // namespace glossd::config
