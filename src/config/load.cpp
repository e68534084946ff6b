#include "config/load.hpp"

#include "config/checks.hpp"
#include "config/context.hpp"
#include "config/glossary_file.hpp"
#include "config/nearest.hpp"
#include "config/section_reader.hpp"
#include "config/toml_file.hpp"

#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr const char* nearby = "glossd.toml";
constexpr const char* installed = "/etc/glossd/glossd.toml";

std::string directory_of(const std::string& path) {
    std::error_code failure;
    auto absolute = std::filesystem::absolute(path, failure);
    if (failure) absolute = path;
    return absolute.lexically_normal().parent_path().string();
}

// One load, from the root table to the result; made, run and thrown away.
class Loader {
  public:
    Loader(const std::string& path, const Environment& environment, Secrets secrets)
        : variables_(environment),
          context_{report_, variables_, path, directory_of(path), {}, {}, secrets},
          reader_(context_, loaded_.settings) {}

    tl::expected<Loaded, std::vector<Diagnostic>> run(const Table& root) {
        check_top_level(root);
        auto& config = loaded_.config;
        config.file = context_.file;
        read_table("glossd", root, &config.glossd);
        read_table("http", root, &config.http);
        read_table("dedup", root, &config.dedup);
        read_table("cache", root, &config.cache);
        read_lists(root);
        read_table("alert", root, &config.alert);  // it may name targets
        if (context_.secrets == Secrets::needed) {
            read_glossaries(config.glossaries);
            check_together(config);
        }
        warn_of_unknown_variables();
        if (report_.failed()) return tl::make_unexpected(report_.errors());
        loaded_.warnings = report_.warnings();
        return std::move(loaded_);
    }

  private:
    void read_glossaries(std::vector<GlossarySettings>& glossaries) {
        for (auto& glossary : glossaries) {
            if (!glossary.file.empty()) glossary.terms = read_glossary(glossary, report_);
        }
    }

    void check_together(const Config& config) {
        check_sources(config, report_);
        check_listening(config, report_);
        check_engines(config, report_);
        check_targets(config, report_);
        check_routes(config, report_);
        check_manner(config, report_);
    }

    void check_top_level(const Table& root) {
        for (const auto& item : root) {
            const auto* section = find_section(item.key);
            if (section == nullptr) {
                report_.error(item.place, item.key, unknown_section(item));
            } else if (section->later) {
                report_.error(item.place, item.key,
                              fmt::format("`{}` is not available in this version of glossd (known, "
                                          "arrives later)",
                                          section->header()));
            }
        }
    }

    static std::string unknown_section(const Item& item) {
        if (const auto near = hint(item.key, available_sections()); !near.empty()) {
            return "unknown table" + near;
        }
        for (const auto& section : sections()) {
            if (section.find(item.key) == nullptr) continue;
            return fmt::format("stands outside of any table; it belongs in {}", section.header());
        }
        return fmt::format("unknown table; there is {}", enumerate(available_sections()));
    }

    void read_table(const std::string& name, const Table& root, const Entry& entry) {
        const Value nothing{Place{context_.file}, Table{}};
        const auto* value = find(root, name);
        if (value != nullptr && value->table() == nullptr) {
            report_.error(
                value->place, name,
                fmt::format("must be one table, written [{}], not {}", name, describe(*value)));
            value = nullptr;
        }
        reader_.read(*find_section(name), {"", name, value ? *value : nothing}, entry);
    }

    // The entries of a list; what is no table has been complained about and is left out.
    std::vector<EntryTable> entries_of(const std::string& name, const Table& root) {
        std::vector<EntryTable> entries;
        const auto* value = find(root, name);
        if (value == nullptr) return entries;
        present_.insert(name);
        const auto wrong = [&](const Value& found) {
            report_.error(found.place, name,
                          fmt::format("must be tables, each written [[{}]] with two brackets, "
                                      "not {}",
                                      name, describe(found)));
        };
        if (value->list() == nullptr) {
            wrong(*value);
            return entries;
        }
        if (value->list()->empty()) present_.erase(name);
        for (const auto& element : *value->list()) {
            if (element.table() == nullptr) {
                wrong(element);
                continue;
            }
            entries.push_back({"", fmt::format("{}.{}", name, entries.size() + 1), element});
        }
        return entries;
    }

    // Takes the names over into the paths and makes them known to the routes.
    void name_entries(const std::string& section, std::vector<EntryTable>& entries) {
        Value names{Place{}, List{}};
        std::map<std::string, Place> seen;
        for (auto& entry : entries) {
            const auto* name = find(*entry.value.table(), "name");
            if (name == nullptr || name->text() == nullptr || !check_name(*name->text())) continue;
            entry.name = *name->text();
            entry.path = section + "." + entry.name;
            const auto [before, fresh] = seen.emplace(entry.name, name->place);
            if (fresh) {
                std::get<List>(names.data).push_back({Place{}, entry.name});
            } else {
                report_.error(name->place, entry.path + ".name",
                              fmt::format("another {} has the name `{}` already ({})", section,
                                          entry.name, origin_of(before->second)));
            }
        }
        context_.shared[section] = std::move(names);
    }

    template <class Settings>
    void read_list(const std::string& section, const std::vector<EntryTable>& entries,
                   std::vector<Settings>& into) {
        for (const auto& entry : entries) {
            auto& settings = into.emplace_back();
            settings.place = entry.value.place;
            reader_.read(*find_section(section), entry, &settings);
        }
    }

    void read_lists(const Table& root) {
        auto sources = entries_of("source", root);
        auto engines = entries_of("engine", root);
        auto targets = entries_of("target", root);
        auto glossaries = entries_of("glossary", root);
        auto routes = entries_of("route", root);
        require("source", "nothing to follow");
        require("target", "nowhere to publish");
        if (!present_.count("engine")) engines.push_back(offline_engine());
        if (!present_.count("route")) {
            routes.push_back({"", "route.1", Value{Place{context_.file}, Table{}}});
        }
        for (auto& route : routes) route.name = route.path.substr(route.path.rfind('.') + 1);
        name_entries("source", sources);
        name_entries("engine", engines);
        name_entries("target", targets);
        name_entries("glossary", glossaries);
        auto& config = loaded_.config;
        read_list("source", sources, config.sources);
        read_list("engine", engines, config.engines);
        read_list("target", targets, config.targets);
        read_list("glossary", glossaries, config.glossaries);
        if (!sources.empty() && !targets.empty()) read_list("route", routes, config.routes);
    }

    void require(const std::string& section, const char* consequence) {
        if (present_.count(section)) return;
        report_.error(Place{context_.file}, "",
                      fmt::format("there is no [[{}]]: {}", section, consequence));
    }

    static EntryTable offline_engine() {
        const Place nowhere;
        return {"", "engine.1",
                Value{nowhere, Table{{"name", nowhere, {nowhere, std::string("offline")}},
                                     {"type", nowhere, {nowhere, std::string("apertium")}}}}};
    }

    void warn_of_unknown_variables() {
        for (const auto& name : variables_.unknown()) {
            report_.warn(place_of_variable(name), "",
                         "no key has this variable" + hint(name, variables_.known()));
        }
    }

    Report report_;
    Variables variables_;
    Context context_;
    Loaded loaded_;
    SectionReader reader_;
    std::set<std::string> present_;  // lists that the file has, readable or not
};

}  // namespace

tl::expected<Loaded, std::vector<Diagnostic>> load(const std::string& path,
                                                   const Environment& environment,
                                                   Secrets secrets) {
    const auto text = read_config_file(path);
    if (!text) return tl::make_unexpected(std::vector{text.error()});
    return load_text(*text, path, environment, secrets);
}

tl::expected<Loaded, std::vector<Diagnostic>> load_text(std::string_view text,
                                                        const std::string& name,
                                                        const Environment& environment,
                                                        Secrets secrets) {
    const auto root = parse_toml(text, name);
    if (!root) return tl::make_unexpected(std::vector{root.error()});
    return Loader(name, environment, secrets).run(*root);
}

model::Result<std::string> find_config(const std::optional<std::string>& given) {
    if (given) return *given;
    std::error_code ignored;
    for (const auto* path : {nearby, installed}) {
        if (std::filesystem::exists(path, ignored)) return std::string(path);
    }
    return model::fail(model::ErrorKind::config,
                       fmt::format("no configuration: neither {} here nor {} exists; write one, "
                                   "or name it with -c",
                                   nearby, installed));
}

}  // namespace glossd::config
