// Files of translations, JSONL or TMX: every row is read or refused with its line, and what was
// read can be written and read again.
#include "bulk/memory_file.hpp"
#include "fuzz/target.hpp"

#include <sstream>

namespace glossd::fuzz {

namespace {

constexpr std::size_t most_rows = 1000;  // an endless reader is a finding, not a full memory

std::vector<store::Remembered> rows_of(bulk::MemoryFormat format, const std::string& file) {
    std::istringstream in(file);
    const auto reader = bulk::read_memory(format, in);
    std::vector<store::Remembered> rows;
    for (std::size_t seen = 0; const auto read = reader->next(); ++seen) {
        promise(seen <= file.size(), "a reader comes to an end");
        if (!read->row) promise(!read->row.error().message.empty(), "a refused row says why");
        if (read->row && rows.size() < most_rows) rows.push_back(*read->row);
    }
    return rows;
}

}  // namespace

void memory(std::string_view input) {
    using bulk::MemoryFormat;
    const auto format = choose(input, 2) == 0 ? MemoryFormat::jsonl : MemoryFormat::tmx;
    const auto rows = rows_of(format, std::string(input));

    std::ostringstream out;
    const auto writer = bulk::write_memory(MemoryFormat::jsonl, out);
    for (const auto& row : rows) writer->add(row);
    writer->end();
    promise(rows_of(MemoryFormat::jsonl, out.str()).size() == rows.size(),
            "what was read can be written and read again");
}

}  // namespace glossd::fuzz
