#include "config/settings.hpp"

#include "config/keys.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr std::size_t comment_column = 44;

// "source.news" and "url" of "source.news.url"; names have no dots.
std::pair<std::string, std::string> split(const std::string& path) {
    const auto dot = path.rfind('.');
    return {path.substr(0, dot), path.substr(dot + 1)};
}

std::string header(const std::string& entry) {
    const auto* section = find_section(entry.substr(0, entry.find('.')));
    return section ? section->header() : "[" + entry + "]";
}

// A file's name may hold anything; a comment ends with its line.
std::string comment(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    return text;
}

}  // namespace

std::string print(const std::vector<Setting>& settings) {
    std::string out;
    std::string current;
    for (const auto& setting : settings) {
        const auto [entry, key] = split(setting.path);
        if (entry != current) out += (out.empty() ? "" : "\n") + header(entry) + "\n";
        current = entry;
        const auto line = fmt::format("{} = {}", key, setting.value);
        out += fmt::format("{:<{}}  # {}\n", line, comment_column, comment(setting.origin));
    }
    return out;
}

}  // namespace glossd::config
