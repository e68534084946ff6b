#include "config/reference.hpp"

#include "config/keys.hpp"
#include "config/nearest.hpp"
#include "config/text_checks.hpp"

#include <set>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr std::string_view introduction = R"(# Configuration

<!-- Made from the key table in src/config; a test compares them. After a change of the table:
     UPDATE_DOCS=1 build-dev/tests/test_config -tc="docs*" -->

One TOML file, `glossd.toml` in the current directory or `/etc/glossd/glossd.toml`; `-c FILE` names
another. `glossd check` reports everything that is wrong with it at once, with line, column and the
nearest known name; `glossd check --print` shows every setting in force and where it came from.
Examples are in `config/`.

- **Durations** are strings: `"90s"`, `"5m"`, `"12h"`, `"30d"`, `"300ms"`, `"1h30m"`.
- **Sizes** are strings: `"64MiB"`, `"10MB"`.
- **Languages** are BCP-47 tags: `"es"`, `"pt-BR"`, `"zh-Hant"`.
- **Addresses** begin with `http://` or `https://`. Where a file is possible too, anything without
  a scheme is a path. Relative paths count from the directory of the configuration.
- **Secrets** are `{ env = "NAME" }`, `{ file = "PATH" }` (mode 0600; [`glossd login`](commands.md#glossd-login-name)
  writes it) or `{ credential = "NAME" }` (systemd). A string works too, with a warning.
- **Names** are made of `A-Z`, `a-z`, `0-9`, `_` and `-`, and are unique in their list.
- **Variables** set any key and win over the file: `GLOSSD_CACHE_TTL` is `ttl` in `[cache]`,
  `GLOSSD_STATE` is `state` in `[glossd]`, `GLOSSD_TARGET__ES__SERVER` is `server` of the target
  `es` (upper case, `-` as `_`). Lists are separated by commas, or JSON; tables are JSON. Routes
  are counted from 1: `GLOSSD_ROUTE__1__ENGINES`.
)";

// A table cell: a bar would end it.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string shown_default(const Key& key, std::string_view text) {
    return "`" + to_toml(from_text(key.field.shape, text, Place{})) + "`";
}

std::string requirement(const Key& key) {
    if (key.required.empty()) return "";
    if (key.required.front() == "*") return "required";
    const std::vector<std::string> types(key.required.begin(), key.required.end());
    return "required for " + enumerate(types);
}

std::string inherited(std::string_view shared) {
    const auto dot = shared.find('.');
    if (dot == std::string_view::npos) return fmt::format("every {}", shared);
    return fmt::format("as in `[{}]`", shared.substr(0, dot));
}

// Of the presets' figures only the usual one's; the table of presets has them all.
std::string default_cell(const Key& key) {
    auto out = key.inherits.empty() ? requirement(key) : inherited(key.inherits);
    for (const auto& row : key.defaults) {
        if (!row.preset.empty() && row.preset != usual_preset) continue;
        if (!out.empty()) out += ", ";
        out += shown_default(key, row.text);
        if (!row.type.empty()) out += fmt::format(" ({})", row.type);
    }
    if (key.has_presets()) out += "; see [presets](#presets)";
    return out;
}

std::string types_cell(const Key& key) {
    std::string out;
    for (const auto& type : key.types) {
        out += (out.empty() ? "`" : ", `") + std::string(type) + "`";
    }
    return out;
}

std::string value_cell(const Section& section, const Key& key) {
    if (key.name == "type") return enumerate(available_types(section));
    return cell(key.field.expects);
}

std::string key_table(const Section& section) {
    const bool typed = !section.types.empty();
    std::string out =
        typed ? "| key | only for | value | default | meaning |\n|---|---|---|---|---|\n"
              : "| key | value | default | meaning |\n|---|---|---|---|\n";
    for (const auto& key : section.keys) {
        if (key.later) continue;
        out += fmt::format("| `{}` |", key.name);
        if (typed) out += fmt::format(" {} |", types_cell(key));
        out += fmt::format(" {} | {} | {} |\n", value_cell(section, key), default_cell(key),
                           cell(key.help));
    }
    return out;
}

std::string later_line(const Section& section) {
    std::string out;
    const auto add = [&](const std::string& name) { out += (out.empty() ? "" : ", ") + name; };
    for (const auto& type : section.types) {
        if (type.later) add(fmt::format("type `{}`", type.name));
    }
    for (const auto& key : section.keys) {
        if (key.later) add(fmt::format("`{}`", key.name));
    }
    if (out.empty()) return "";
    return "\nNot in this version, and refused by name: " + out + ".\n";
}

std::string section_text(const Section& section) {
    auto out = fmt::format("\n## `{}`\n\n{}\n", section.header(), section.help);
    if (!section.later) out += "\n" + key_table(section);
    return out + later_line(section);
}

void add_preset_rows(std::string& out, const Section& section, const Key& key) {
    std::set<std::string_view> types;
    for (const auto& row : key.defaults) {
        if (!row.preset.empty()) types.insert(row.type);
    }
    for (const auto type : types) {
        out += fmt::format("| `{}` `{}`{} |", section.header(), key.name,
                           type.empty() ? "" : fmt::format(" of type `{}`", type));
        for (const auto preset : presets) {
            out += fmt::format(" {} |", shown_default(key, key.default_for(type, preset)->text));
        }
        out += "\n";
    }
}

std::string preset_text() {
    std::string out =
        "\n## Presets\n\n`preset` in `[glossd]` chooses a column; a key that is set anywhere wins "
        "over it.\n`production` is for a server of its own and many accounts, `low_resource` for "
        "512 MB of memory\nshared with others.\n\n| key |";
    for (const auto preset : presets) out += fmt::format(" `{}` |", preset);
    out += "\n|---|---|---|---|\n";
    for (const auto& section : sections()) {
        for (const auto& key : section.keys) add_preset_rows(out, section, key);
    }
    return out;
}

std::string template_text() {
    std::string out = "\n## Templates\n\nA template may hold";
    for (const auto& name : template_placeholders()) out += fmt::format(" `{{{}}}`", name);
    return out + ".\n`{text}` falls back to the title. Other braces are errors.\n";
}

}  // namespace

std::string reference_markdown() {
    std::string out(introduction);
    for (const auto& section : sections()) out += section_text(section);
    return out + preset_text() + template_text();
}

}  // namespace glossd::config
