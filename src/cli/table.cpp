#include "cli/table.hpp"

#include "text/code_points.hpp"

#include <algorithm>

namespace glossd::cli {

namespace {

using text::count_code_points;

}  // namespace

std::string Table::text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], count_code_points(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] - count_code_points(row[i]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string one_line(const std::string& text, std::size_t most) {
    std::string line;
    std::size_t points = 0;
    for (const char byte : text) {
        const bool begins = (byte & 0xC0) != 0x80;
        if (begins && points++ == most) return line + "…";
        line += byte == '\n' || byte == '\t' ? ' ' : byte;
    }
    return line;
}

}  // namespace glossd::cli
