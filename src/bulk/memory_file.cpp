#include "bulk/memory_file.hpp"

#include "bulk/memory_jsonl.hpp"
#include "bulk/tmx_reader.hpp"
#include "bulk/tmx_writer.hpp"

namespace glossd::bulk {

std::optional<MemoryFormat> memory_format_of(const std::string& path) {
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? std::nullopt : memory_format_named(path.substr(dot + 1));
}

std::optional<MemoryFormat> memory_format_named(const std::string& name) {
    if (name == "tmx") return MemoryFormat::tmx;
    if (name == "jsonl" || name == "ndjson") return MemoryFormat::jsonl;
    return std::nullopt;
}

std::unique_ptr<MemoryFileReader> read_memory(MemoryFormat format, std::istream& in) {
    if (format == MemoryFormat::tmx) return std::make_unique<TmxReader>(in);
    return std::make_unique<JsonlReader>(in);
}

std::unique_ptr<MemoryFileWriter> write_memory(MemoryFormat format, std::ostream& out) {
    if (format == MemoryFormat::tmx) return std::make_unique<TmxWriter>(out);
    return std::make_unique<JsonlWriter>(out);
}

}  // namespace glossd::bulk
