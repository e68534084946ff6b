// Every key of the table can be set by its variable: tried with each of them, for each type.
#include "config/keys.hpp"
#include "config/sandbox.hpp"

#include <fmt/format.h>

using namespace glossd::config;

namespace {

// A value for keys that have no default, or whose default says nothing (an empty text).
const std::map<std::string, std::string>& samples() {
    static const std::map<std::string, std::string> all{{"access_secret", "secret"},
                                                        {"access_token", "secret"},
                                                        {"api_key", "secret"},
                                                        {"api_secret", "secret"},
                                                        {"api_token", "secret"},
                                                        {"client_id", "app"},
                                                        {"client_secret", "secret"},
                                                        {"api_version", "2024-10-21"},
                                                        {"audience", "children"},
                                                        {"base_url", "http://127.0.0.1:1"},
                                                        {"context", "a museum"},
                                                        {"disclosure", "by glossd"},
                                                        {"exclude", "word"},
                                                        {"extra_body", "{\"a\":1}"},
                                                        {"formality", "formal"},
                                                        {"glossary_id", "def3a26b"},
                                                        {"include", "word"},
                                                        {"instruction", "Be brief."},
                                                        {"language", "en"},
                                                        {"link", "http://127.0.0.1/"},
                                                        {"model", "m"},
                                                        {"path", "x.xml"},
                                                        {"refresh_token", "secret"},
                                                        {"region", "westeurope"},
                                                        {"server", "http://127.0.0.1:1"},
                                                        {"temperature", "0.5"},
                                                        {"thinking", "low"},
                                                        {"through", "en"},
                                                        {"template", "{text}"},
                                                        {"title", "A title"},
                                                        {"token", "secret"},
                                                        {"token_cap_field", "max_tokens"},
                                                        {"url", "http://127.0.0.1/"},
                                                        {"username", "NASA"}};
    return all;
}

std::string sample(const Section& section, const Key& key, std::string_view type) {
    if (key.name == "type") return std::string(type);
    if (section.name == "route" && key.name != "verify_threshold") {
        return key.name == "sources" ? "news" : key.name == "targets" ? "es" : "model";
    }
    const auto known = samples().find(std::string(key.name));
    if (known != samples().end()) return known->second;
    const auto* row = key.default_for(type, usual_preset);
    if (row != nullptr) return std::string(row->text);
    return key.inherits == "glossd.poll_interval" ? "60s" : "";
}

// X takes one of three kinds of credential, never two: the one this key belongs to.
std::string x_credentials(std::string_view key) {
    if (key.starts_with("client_") || key == "refresh_token")
        return "client_id = \"app\"\nrefresh_token = \"secret\"\n";
    if (key == "token") return "";
    return "api_key = \"k\"\napi_secret = \"k\"\naccess_token = \"k\"\naccess_secret = \"k\"\n";
}

// The least that an entry of this type needs to try this key, named "probe", in the file.
std::string entry(const Section& section, std::string_view type, std::string_view tried) {
    auto text = fmt::format("[[{}]]\nname = \"probe\"\ntype = \"{}\"\n", section.name, type);
    for (const auto& key : section.keys) {
        const bool known = key.name == "type" || key.name == "name";
        if (known || key.later || !key.applies_to(type) || !key.is_required(type)) continue;
        text += fmt::format("{} = \"{}\"\n", key.name, sample(section, key, type));
    }
    if (type == "x") text += x_credentials(tried);
    // Of these the table itself says whether a key is required.
    const bool is_told = type == "apertium" || type == "libretranslate" || type == "deepl";
    if (section.name == "engine" && !is_told) text += "api_key = \"secret\"\n";
    return text;
}

// Empty, or what is wrong.
std::string try_variable(const Sandbox& sandbox, const std::string& file, const std::string& name,
                         const std::string& path, const std::string& value) {
    const auto loaded = sandbox.load(file, {{name, value}});
    if (!loaded) return loaded.error().at(0).to_text();
    const auto found = setting(*loaded, path);
    if (!found) return path + " is not among the settings";
    return found->origin == "environment " + name ? "" : path + " comes from " + found->origin;
}

int try_keys(const Section& section, std::string_view type, const std::string& entry_name) {
    const Sandbox sandbox;
    int tried = 0;
    for (const auto& key : section.keys) {
        if (key.later || key.name == "name" || !key.applies_to(type)) continue;
        const auto variable = variable_name(section.name, entry_name, key.name);
        const auto path = std::string(section.name) + "." +
                          (entry_name.empty() ? "" : entry_name + ".") + std::string(key.name);
        CAPTURE(variable);
        CAPTURE(type);
        auto file = good + (type.empty() ? "" : entry(section, type, key.name));
        if (section.name == "route") {
            file +=
                "[[engine]]\nname = \"model\"\ntype = \"openai\"\nmodel = \"m\"\n"
                "api_key = \"secret\"\n";
        }
        CHECK(try_variable(sandbox, file, variable, path, sample(section, key, type)) == "");
        ++tried;
    }
    return tried;
}

}  // namespace

TEST_CASE("every key can be set by its variable") {
    int tried = 0;
    for (const auto& section : sections()) {
        if (section.later) continue;
        if (section.form == Form::table) tried += try_keys(section, "", "");
        if (section.form == Form::list) tried += try_keys(section, "", "1");
        for (const auto& type : section.types) {
            if (type.later) continue;
            tried += try_keys(section, type.name, "probe");
        }
    }
    CHECK(tried > 100);
}

TEST_CASE("a second route has variables of its own") {
    const Sandbox sandbox;
    const auto loaded =
        sandbox.load(good +
                         "[[source]]\nname = \"more\"\ntype = \"feed\"\nurl = \"more.xml\"\n"
                         "[[route]]\nsources = [\"news\"]\n[[route]]\nsources = [\"more\"]\n",
                     {{"GLOSSD_ROUTE__2__ENGINES", "offline"}});
    REQUIRE(loaded);
    CHECK(setting(*loaded, "route.1.engines")->origin == "default");
    CHECK(setting(*loaded, "route.2.engines")->origin == "environment GLOSSD_ROUTE__2__ENGINES");
}
