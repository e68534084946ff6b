#include "config/toml_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace glossd::config {

namespace {

constexpr std::size_t largest_file = 4 * 1024 * 1024;
constexpr int most_dots = 500;

Place place_of(const toml::source_region& region, const std::string& path) {
    return {path, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

Value convert(const toml::node& node, const std::string& path, int depth);

Table convert(const toml::table& table, const std::string& path, int depth) {
    Table items;
    for (const auto& [key, node] : table) {
        items.push_back(
            {std::string(key.str()), place_of(key.source(), path), convert(node, path, depth - 1)});
    }
    return items;
}

Value convert(const toml::node& node, const std::string& path, int depth) {
    Value value{place_of(node.source(), path), Alien{}};
    if (const auto* text = node.as_string()) value.data = text->get();
    if (const auto* number = node.as_integer()) value.data = number->get();
    if (const auto* real = node.as_floating_point()) value.data = real->get();
    if (const auto* flag = node.as_boolean()) value.data = flag->get();
    if (depth == 0) return value;
    if (const auto* table = node.as_table()) value.data = convert(*table, path, depth);
    if (const auto* array = node.as_array()) {
        List list;
        for (const auto& element : *array) list.push_back(convert(element, path, depth - 1));
        value.data = std::move(list);
    }
    return value;
}

// toml++ nests one table per dot of a key and frees them recursively: a key of some ten thousand
// dots overflows the stack. A key ends at '=', in a table header at ']'.
std::optional<Place> endless_key(std::string_view text, const std::string& path) {
    int dots = 0;
    bool blank = true;  // nothing but space on this line so far
    bool header = false;
    Place place{path, 1, 1};
    for (const char c : text) {
        if (dots > most_dots && (c == '=' || (c == ']' && header))) return place;
        if (blank && c != ' ' && c != '\t') header = c == '[';
        blank = c == '\n' || (blank && (c == ' ' || c == '\t'));
        if (std::string_view("=[]{},#\n").find(c) != std::string_view::npos) dots = 0;
        if (c == '.') ++dots;
        if (c == '\n') ++place.line;
    }
    return std::nullopt;
}

}  // namespace

tl::expected<std::string, Diagnostic> read_config_file(const std::string& path,
                                                       std::string_view what) {
    const auto fail = [&](const std::string& why) {
        return tl::make_unexpected(
            Diagnostic{{path}, "", fmt::format("cannot read {}: {}", what, why)});
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return fail("it is a directory");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(std::strerror(errno));
    std::string text;
    for (std::array<char, 16384> piece{}; file && text.size() <= largest_file;) {
        file.read(piece.data(), piece.size());
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) return fail(std::strerror(errno));
    if (text.size() > largest_file) {
        return fail(fmt::format("it is larger than {} bytes", largest_file));
    }
    return text;
}

tl::expected<Table, Diagnostic> parse_toml(std::string_view text, const std::string& path) {
    if (auto place = endless_key(text, path)) {
        return tl::make_unexpected(Diagnostic{
            *place, "", fmt::format("not valid here: a key with more than {} dots", most_dots)});
    }
    try {
        const auto root = toml::parse(text, std::string_view(path));
        return convert(root, path, deepest_value);
    } catch (const toml::parse_error& error) {
        return tl::make_unexpected(
            Diagnostic{place_of(error.source(), path), "",
                       fmt::format("not valid TOML: {}", error.description())});
    }
}

}  // namespace glossd::config
