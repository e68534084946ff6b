// MemoryFile: files of translations, read a row at a time and written entry by entry, so that a
// memory of any size needs little of this process. What one would get wrong: a row that is wrong
// is told with its line and the next one is read; only then are keys made (pipeline/memory_import).
#pragma once

#include "model/result.hpp"
#include "store/records.hpp"

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace glossd::bulk {

enum class MemoryFormat { jsonl, tmx };

// By the ending of a file's name: .tmx, else .jsonl and .ndjson; nothing for others.
std::optional<MemoryFormat> memory_format_of(const std::string& path);
std::optional<MemoryFormat> memory_format_named(const std::string& name);

// No line and no translation unit may be larger.
inline constexpr std::size_t largest_row = 1024 * 1024;

struct MemoryFileRow {
    std::size_t line = 0;  // where it begins, from 1
    model::Result<store::Remembered> row;
};

class MemoryFileReader {
  public:
    virtual ~MemoryFileReader() = default;
    // Nothing at the end. After an error that leaves nothing to read (no such format, a file that
    // breaks off) comes the end.
    virtual std::optional<MemoryFileRow> next() = 0;
};

class MemoryFileWriter {
  public:
    virtual ~MemoryFileWriter() = default;
    virtual void add(const store::Remembered& entry) = 0;
    virtual void end() = 0;  // once, after the last
};

// The stream outlives them.
std::unique_ptr<MemoryFileReader> read_memory(MemoryFormat format, std::istream& in);
std::unique_ptr<MemoryFileWriter> write_memory(MemoryFormat format, std::ostream& out);

}  // namespace glossd::bulk
