#include "store/integrity.hpp"

#include "store/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

#include <sqlite3.h>

namespace glossd::store {

namespace {

constexpr std::uintmax_t soon_done = 64 * 1024 * 1024;  // bytes; 0.1 s, at 1.6 s a GB measured

std::uintmax_t size_of(const std::string& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    return missing ? 0 : size;
}

}  // namespace

void check_integrity(Connection& connection) {
    const auto& path = connection.path();
    const bool closed_properly = size_of(path + "-wal") == 0;
    if (closed_properly && size_of(path) > soon_done) return;
    const auto verdict = connection.get_text("PRAGMA quick_check(1)");
    if (verdict != "ok") throw Failure(describe(SQLITE_CORRUPT, 0, path, verdict), SQLITE_CORRUPT);
}

}  // namespace glossd::store
