#include "cli/table.hpp"

#include <algorithm>

namespace glossd::cli {

namespace {

std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

}  // namespace

std::string Table::text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] - width(row[i]) + 2, ' ');
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
