#include "config/secret.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>
#include <sys/stat.h>

namespace glossd::config {

namespace {

constexpr std::size_t largest_secret = 64 * 1024;
constexpr std::string_view expected =
    "a secret: { env = \"NAME\" }, { file = \"PATH\" } or { credential = \"NAME\" }";

// Secrets travel in HTTP headers, where a line break would end the header.
std::optional<Secret> accept(std::string value, std::string origin, const Place& place,
                             Context& context) {
    while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) value.pop_back();
    if (value.empty()) {
        context.fail(place, fmt::format("the secret is empty ({})", origin));
        return std::nullopt;
    }
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::any_of(value.begin(), value.end(), control)) {
        context.fail(place,
                     fmt::format("the secret has a line break or control character ({})", origin));
        return std::nullopt;
    }
    return Secret(std::move(value), std::move(origin));
}

std::optional<Secret> from_variable(const std::string& name, const Place& place, Context& context) {
    if (const auto* value = context.variables.named_by_file(name)) {
        return accept(*value, "env " + name, place, context);
    }
    context.fail(place, fmt::format("the environment has no variable {}", toml_string(name)));
    return std::nullopt;
}

std::optional<std::string> read_small_file(const std::string& path, const Place& place,
                                           Context& context) {
    struct stat facts {};
    std::ifstream file(path, std::ios::binary);
    if (!file || stat(path.c_str(), &facts) != 0 || S_ISDIR(facts.st_mode)) {
        const auto* why =
            file && S_ISDIR(facts.st_mode) ? "it is a directory" : std::strerror(errno);
        context.fail(place, fmt::format("cannot read the secret's file {}: {}", path, why));
        return std::nullopt;
    }
    if ((facts.st_mode & S_IROTH) != 0) {
        context.warn(place, fmt::format("everyone can read the secret in {}: chmod 600", path));
    }
    std::string text(largest_secret, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() == largest_secret) {
        context.fail(place, fmt::format("the secret's file {} is too large", path));
        return std::nullopt;
    }
    return text;
}

std::optional<Secret> from_file(const std::string& written, const Place& place, Context& context) {
    const auto path = resolve_path(context, written);
    auto text = read_small_file(path, place, context);
    if (!text) return std::nullopt;
    return accept(std::move(*text), "file " + path, place, context);
}

std::optional<Secret> from_credential(const std::string& name, const Place& place,
                                      Context& context) {
    if (name.empty() || name[0] == '.' || name.find('/') != std::string::npos) {
        context.fail(place, fmt::format("{} is not the name of a credential", toml_string(name)));
        return std::nullopt;
    }
    const auto* folder = context.variables.named_by_file("CREDENTIALS_DIRECTORY");
    if (folder == nullptr) {
        context.fail(place, fmt::format("no credential {}: $CREDENTIALS_DIRECTORY is not set; "
                                        "systemd sets it for units with LoadCredential=",
                                        toml_string(name)));
        return std::nullopt;
    }
    auto text = read_small_file(*folder + "/" + name, place, context);
    if (!text) return std::nullopt;
    return accept(std::move(*text), "credential " + name, place, context);
}

std::optional<Secret> read_from(const std::string& kind, const std::string& name,
                                const Place& place, Context& context) {
    if (kind == "env") return from_variable(name, place, context);
    if (kind == "file") return from_file(name, place, context);
    return from_credential(name, place, context);
}

std::optional<Secret> from_table(const Table& table, const Place& place, Context& context) {
    if (table.size() != 1) {
        context.fail(place, fmt::format("must be {}, with exactly one key", expected));
        return std::nullopt;
    }
    const auto& [kind, kind_place, value] = table.front();
    const std::vector<std::string> kinds{"env", "file", "credential"};
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
        context.fail(kind_place,
                     fmt::format("must be {}, not `{}`{}", expected, kind, hint(kind, kinds)));
        return std::nullopt;
    }
    if (value.text() == nullptr || value.text()->empty()) {
        context.fail(value.place,
                     fmt::format("must be {}; found {} for `{}`", expected,
                                 value.text() ? "nothing" : describe_type(value), kind));
        return std::nullopt;
    }
    if (context.secrets == Secrets::needed)
        return read_from(kind, *value.text(), value.place, context);
    Report unheard;
    Context quiet{unheard,           context.variables, context.file,
                  context.directory, context.shared,    context.key};
    auto secret = read_from(kind, *value.text(), value.place, quiet);
    if (secret) return secret;
    const auto where = kind == "file" ? resolve_path(context, *value.text()) : *value.text();
    return Secret("", kind + " " + where);
}

}  // namespace

std::optional<Secret> read_secret(const Value& value, Context& context) {
    if (const auto* table = value.table()) return from_table(*table, value.place, context);
    if (value.text() == nullptr) {
        context.fail(value.place,
                     fmt::format("must be {}, not {}", expected, describe_type(value)));
        return std::nullopt;
    }
    if (is_variable(value.place)) {
        const auto variable = value.place.file.substr(value.place.file.find(' ') + 1);
        return accept(*value.text(), "env " + variable, value.place, context);
    }
    context.warn(value.place,
                 "the secret stands in the file itself; better { env = \"NAME\" } or "
                 "{ file = \"PATH\" }");
    return accept(*value.text(), "literal", value.place, context);
}

std::string show_secret(const Secret& secret) {
    const auto& origin = secret.origin();
    const auto space = origin.find(' ');
    if (space == std::string::npos) return "\"(" + origin + ", not shown)\"";
    return fmt::format("{{ {} = {} }}", origin.substr(0, space),
                       toml_string(origin.substr(space + 1)));
}

}  // namespace glossd::config
