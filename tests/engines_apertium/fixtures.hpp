// What several tests need: a data directory made of given modes, and the installed pairs.
#pragma once

#include "engines/apertium/modes.hpp"
#include "engines/apertium/stream.hpp"
#include "model/language.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <unistd.h>

namespace glossd::test {

inline model::Language language(std::string_view tag) {
    return tag.empty() ? model::Language{} : model::Language::parse(tag).value();
}

inline engines::apertium::StreamLine encode_line(std::string_view line) {
    return engines::apertium::encode_lines(line).at(0);
}

inline std::string mask(int number) {
    return std::string(1, '\x0E') + std::to_string(number) + '\x0F';
}

// A directory with modes/, removed at the end.
class DataDir {
  public:
    DataDir() {
        static std::atomic<int> counter = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("glossd-apertium-" + std::to_string(getpid()) + "-" + std::to_string(++counter));
        std::filesystem::create_directories(path_ / "modes");
    }
    DataDir(const DataDir&) = delete;
    DataDir& operator=(const DataDir&) = delete;
    ~DataDir() { std::filesystem::remove_all(path_); }

    const std::filesystem::path& path() const { return path_; }

    void add_mode(const std::string& name, std::string_view line = "lt-proc '/nowhere.bin'") const {
        std::ofstream(path_ / "modes" / (name + ".mode")) << line << '\n';
    }

    // A mode of one program that calls itself lt-proc and is this shell script.
    void add_program(const std::string& mode, std::string_view script) const {
        const auto folder = path_ / mode;
        std::filesystem::create_directories(folder);
        const auto program = folder / "lt-proc";
        std::ofstream(program) << "#!/bin/sh\n" << script << '\n';
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        add_mode(mode, "'" + program.string() + "' '/nowhere.bin'");
    }

  private:
    std::filesystem::path path_;
};

// False, with a message, when the pair is not installed here.
inline bool installed(std::string_view mode) {
    if (engines::apertium::read_mode(engines::apertium::default_data_dir, mode)) return true;
    MESSAGE("skipped: Apertium's " << std::string(mode) << " is not installed");
    return false;
}

inline bool never() {
    return false;
}

}  // namespace glossd::test
