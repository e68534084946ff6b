#include "cli/reference.hpp"

#include "cli/app.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

std::string begin_of(const std::string& name) {
    return fmt::format("<!-- {}: begin (made from the program) -->", name);
}

std::string end_of(const std::string& name) {
    return fmt::format("<!-- {}: end -->", name);
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands(
        [](const CLI::App* command) { return !command->get_group().empty(); });
}

// A table cell: a bar would end it, and angle brackets could begin a tag.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string spaced(std::string commas) {
    for (auto at = commas.find(','); at != std::string::npos; at = commas.find(',', at + 2)) {
        commas.insert(at + 1, " ");
    }
    return commas;
}

struct Row {
    std::string option;
    std::string help;

    auto operator<=>(const Row&) const = default;
};

// What is checked stands behind the type: "TEXT:{a,b}".
Row row_of(const CLI::Option& option) {
    const auto type = option.get_type_name();
    const auto colon = std::min(type.find(':'), type.size());
    const auto values = type.substr(std::min(colon + 1, type.size()));
    Row row{option.get_positional() ? option.get_name(true) : option.get_name(false, true),
            option.get_description()};
    if (option.get_positional()) {
        std::transform(row.option.begin(), row.option.end(), row.option.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    }
    row.option = spaced(std::move(row.option));
    const auto value = option.get_positional() ? std::string() : type.substr(0, colon);
    if (!value.empty()) row.option += " " + value;
    if (values.starts_with("{")) row.help += ": " + spaced(values.substr(1, values.size() - 2));
    if (!option.get_default_str().empty())
        row.help += fmt::format(" (default `{}`)", option.get_default_str());
    return row;
}

std::vector<Row> rows_of(const CLI::App& command) {
    std::vector<Row> rows;
    for (const auto* option : command.get_options()) {
        const bool everywhere = option == command.get_help_ptr() && command.get_parent() != nullptr;
        if (!everywhere) rows.push_back(row_of(*option));
    }
    return rows;
}

std::string options_table(const CLI::App& command) {
    const auto rows = rows_of(command);
    if (rows.empty()) return {};
    std::string out = "| option | |\n|---|---|\n";
    for (const auto& row : rows) out += fmt::format("| `{}` | {} |\n", row.option, cell(row.help));
    return out;
}

// One row for an option that several commands share.
std::string shared_table(const CLI::App& command, const std::vector<const CLI::App*>& verbs) {
    std::vector<Row> rows;
    std::map<Row, std::string> owners;
    const auto add = [&](const CLI::App& owner, const std::string& name) {
        for (const auto& row : rows_of(owner)) {
            auto& names = owners[row];
            if (names.empty()) rows.push_back(row);
            names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
        }
    };
    add(command, command.get_name());
    for (const auto* verb : verbs) add(*verb, verb->get_name());
    if (rows.empty()) return {};
    std::string out = "\n| option | of | |\n|---|---|---|\n";
    for (const auto& row : rows)
        out += fmt::format("| `{}` | {} | {} |\n", row.option, owners[row], cell(row.help));
    return out;
}

std::string arguments_of(const CLI::App& command) {
    std::string out;
    for (const auto* option : command.get_options()) {
        if (!option->get_positional()) continue;
        const auto name = row_of(*option).option;
        out += option->get_required() ? " " + name : fmt::format(" [{}]", name);
    }
    return out;
}

std::string block_of(const CLI::App& command) {
    const auto verbs = commands_of(command);
    if (command.get_parent() == nullptr || verbs.empty()) return options_table(command);
    std::string out = "| command | does |\n|---|---|\n";
    for (const auto* verb : verbs) {
        out += fmt::format("| `glossd {} {}{}` | {} |\n", command.get_name(), verb->get_name(),
                           arguments_of(*verb), cell(verb->get_description()));
    }
    return out + shared_table(command, verbs);
}

struct Block {
    std::string name;
    std::string heading;  // for a page that has none yet
    std::string text;
};

std::vector<Block> blocks() {
    CLI::App app;
    Context context;
    build_app(app, context);
    std::vector<Block> all{{"glossd", "", block_of(app)}};
    for (const auto* command : commands_of(app)) {
        const auto name = "glossd " + command->get_name();
        all.push_back({name,
                       fmt::format("## `{}{}`\n\n{}.\n", name, arguments_of(*command),
                                   command->get_description()),
                       block_of(*command)});
    }
    return all;
}

std::string marked(const Block& block) {
    return begin_of(block.name) + "\n" + block.text + end_of(block.name) + "\n";
}

// The name in "<!-- NAME: begin (made from the program) -->", or nothing.
std::string begun(const std::string& line) {
    constexpr std::string_view open = "<!-- ";
    const auto close = line.find(": begin (made from the program) -->");
    if (!line.starts_with(open) || close == std::string::npos) return {};
    return line.substr(open.size(), close - open.size());
}

}  // namespace

std::string with_reference(const std::string& page) {
    auto missing = blocks();
    std::istringstream lines(page);
    std::string out;
    std::string line;
    while (std::getline(lines, line)) {
        const auto name = begun(line);
        if (name.empty()) {
            out += line + "\n";
            continue;
        }
        while (line != end_of(name) && std::getline(lines, line)) {
        }
        const auto block = std::find_if(missing.begin(), missing.end(),
                                        [&](const Block& one) { return one.name == name; });
        if (block == missing.end()) continue;
        out += marked(*block);
        missing.erase(block);
    }
    for (const auto& block : missing) out += "\n" + block.heading + "\n" + marked(block);
    return out;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const auto& block : blocks()) names.push_back(block.name);
    return names;
}

}  // namespace glossd::cli
