#include "e2e/secrets_world.hpp"

#include "config/keys.hpp"
#include "config/variables.hpp"
#include "e2e/started.hpp"
#include "free_port.hpp"
#include "net/header_text.hpp"
#include "places.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

namespace glossd::e2e {

namespace fs = std::filesystem;

namespace {

constexpr model::Duration command_patience = std::chrono::minutes(2);

std::string content_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

// Which secret keys belong together: those of X are two ways to sign in, and one to read.
std::vector<std::vector<std::string>> groups_of(const config::Section& section,
                                                const std::string& type) {
    std::vector<std::string> all;
    for (const auto& key : section.keys) {
        if (key.field.is_secret && !key.later && key.applies_to(type)) all.emplace_back(key.name);
    }
    if (type != "x") return {all};
    std::vector<std::vector<std::string>> groups{
        {"api_key", "api_secret", "access_token", "access_secret"},
        {"client_secret", "refresh_token"}};
    for (const auto& group : groups) {
        for (const auto& key : group) std::erase(all, key);
    }
    if (!all.empty()) groups.push_back(all);
    return groups;
}

// What a service says that means no good: all that it was shown.
std::string quoted(const bench::Request& request) {
    std::string text = request.path + "?" + request.query;
    for (const auto& [name, value] : request.headers) text += " " + name + ": " + value;
    return text;
}

}  // namespace

SecretsWorld::SecretsWorld(int first)
    : first_(first), port_(free_port()), directory_(started(runtime::ScratchDirectory::make())) {
    feed_ = started(bench::FeedStandIn::start());
    bench::Service service;
    service.handle = [this](const bench::Request& request) { return refuse(request); };
    service_ = started(bench::Server::start(std::move(service), std::make_shared<bench::Faults>()));
    fs::create_directories(directory_.file("held"));
    environment_.emplace_back("CREDENTIALS_DIRECTORY", directory_.file("held"));
    const auto text = config();
    std::ofstream(directory_.file("glossd.toml")) << text;
}

bench::Response SecretsWorld::refuse(const bench::Request& request) {
    ++requests_;
    const auto words = quoted(request);
    auto response = bench::json_answer({{"error", {{"message", words}, {"code", "bad"}}},
                                        {"message", words},
                                        {"title", words},
                                        {"detail", words},
                                        {"error_description", words}},
                                       status_);
    if (status_ == 429) response.headers.emplace_back("Retry-After", "1");
    return response;
}

std::string SecretsWorld::plant(const std::string& place) {
    const auto number = secrets_.size();
    const auto value = fmt::format("planted{:03}q{:x}z", number, number * 7919 + 104729);
    secrets_.push_back({place, value});
    return value;
}

std::string SecretsWorld::line(const std::string& section, const std::string& type,
                               const std::string& name, const std::string& key) {
    const auto value = plant(fmt::format("[{}] {} {}", section, type, key));
    if (key == "api_token") api_token_ = value;
    const auto id = fmt::format("held-{}", secrets_.size());
    switch ((static_cast<int>(secrets_.size()) + first_) % ways) {
        case 0:
            environment_.emplace_back("PLANTED_" + std::to_string(secrets_.size()), value);
            return fmt::format("{} = {{ env = \"PLANTED_{}\" }}\n", key, secrets_.size());
        case 1:
        case 2: {
            const auto path = directory_.file("held/" + id);
            std::ofstream(path) << value << "\n";
            fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
            const bool is_file = (static_cast<int>(secrets_.size()) + first_) % ways == 1;
            return is_file ? fmt::format("{} = {{ file = \"held/{}\" }}\n", key, id)
                           : fmt::format("{} = {{ credential = \"{}\" }}\n", key, id);
        }
        case 3:
            return fmt::format("{} = \"{}\"\n", key, value);
        default:
            environment_.emplace_back(
                config::variable_name(name.empty() ? "glossd" : section, name, key), value);
            return "";
    }
}

std::string SecretsWorld::entry(const std::string& section, const std::string& type,
                                const std::string& name, const std::vector<std::string>& secrets,
                                const std::string& lines) {
    auto text = fmt::format("[[{}]]\nname = \"{}\"\ntype = \"{}\"\n{}", section, name, type, lines);
    for (const auto& key : secrets) text += line(section, type, name, key);
    return text;
}

std::string SecretsWorld::config() {
    const auto with_password = [&](const std::string& place, const std::string& url) {
        const auto value = plant(place);
        return "http://user:" + value + "@" + url.substr(std::string("http://").size());
    };
    auto text = fmt::format("[glossd]\nstate = \"state\"\nlisten = \"127.0.0.1:{}\"\n", port_) +
                line("glossd", "", "", "api_token");
    text += fmt::format("[alert]\nnotify = [{{ webhook = \"{}\" }}]\n",
                        with_password("[alert] webhook password", service_->url("/alert")));
    const std::map<std::string, std::string> samples{
        {"base_url", service_->url("/base")},
        {"server", service_->url()},
        {"model", "some-model"},
        {"username", "NASA"},
        {"path", "out.xml"},
        {"client_id", "an-app"},
    };
    const auto lines_for = [&](const config::Section& section, const std::string& type) {
        std::string lines;
        for (const auto& key : section.keys) {
            if (key.later || key.field.is_secret || !key.applies_to(type)) continue;
            const std::string name(key.name);
            const auto sample = samples.find(name);
            const bool wanted = key.is_required(type) || name == "base_url" || name == "client_id";
            if (wanted && sample != samples.end())
                lines += fmt::format("{} = \"{}\"\n", name, sample->second);
        }
        return lines;
    };
    int count = 0;
    for (const auto* kind : {"source", "engine", "target"}) {
        const auto& section = *config::find_section(kind);
        for (const auto& type : config::available_types(section)) {
            if (type == "apertium") continue;  // has no secret, and would translate
            for (const auto& secrets : groups_of(section, type)) {
                auto lines = lines_for(section, type);
                const bool is_oauth2 =
                    std::find(secrets.begin(), secrets.end(), "refresh_token") != secrets.end();
                if (!is_oauth2) {
                    const auto at = lines.find("client_id");
                    if (at != std::string::npos) lines.erase(at, lines.find('\n', at) - at + 1);
                }
                if (type == "feed" && section.name == "source")
                    lines += fmt::format("url = \"{}\"\n",
                                         with_password("[source] url password", feed_->url()));
                if (type == "webhook")
                    lines += fmt::format(
                        "url = \"{}\"\n",
                        with_password("[target] webhook password", service_->url("/hook")));
                if (section.name == "source")
                    lines += "language = \"en\"\nfirst_run = \"all\"\nmax_age = \"0s\"\n";
                // A copy needs no engine, so that the services of targets are asked too.
                if (section.name == "target")
                    lines += fmt::format("language = \"{}\"\nsettle = \"0s\"\n",
                                         count % 4 == 3 ? "es" : "en");
                text += entry(kind, type, fmt::format("n{}", count++), secrets, lines);
            }
        }
    }
    // Of the same kind and in another language, so that every engine is asked.
    text += entry("target", "mastodon", "spanish", {"token"},
                  fmt::format("server = \"{}\"\nlanguage = \"es\"\n", service_->url()));
    return text;
}

bench::Command SecretsWorld::command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all{"-c", directory_.file("glossd.toml"), "--log-level", "debug"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return {places::program(), std::move(all), environment_};
}

int SecretsWorld::run(const std::vector<std::string>& arguments) {
    auto process = started(bench::Process::start(command(arguments)));
    const auto end = process.wait(command_patience);
    std::string what;
    for (const auto& word : arguments) what += (what.empty() ? "" : " ") + word;
    keep(what, process.output());
    return end ? end->exit_code : -1;
}

bench::Process SecretsWorld::begin(const std::vector<std::string>& arguments) {
    return started(bench::Process::start(command(arguments)));
}

std::string SecretsWorld::get(const std::string& path, const std::string& authorization) const {
    const auto reply =
        httplib::Client("127.0.0.1", port_).Get(path, {{"Authorization", authorization}});
    return reply ? std::to_string(reply->status) + " " + reply->body : "";
}

void SecretsWorld::add_post() {
    ++posts_;
    bench::FeedItem item;
    item.id = fmt::format("post-{}", posts_);
    item.link = fmt::format("https://news.example/{}", posts_);
    item.text = fmt::format("The museum shows painting number {} to all who come.", posts_);
    item.published = model::wall_now();
    feed_->add(std::move(item));
}

std::vector<std::string> SecretsWorld::planted() const {
    std::vector<std::string> places;
    for (const auto& secret : secrets_) places.push_back(secret.place);
    return places;
}

std::vector<std::string> SecretsWorld::leaks() const {
    auto all = written_;
    for (const auto& file : fs::recursive_directory_iterator(directory_.file(""))) {
        const auto path = fs::relative(file.path(), directory_.file("")).string();
        if (!file.is_regular_file() || path == "glossd.toml" || path.starts_with("held/")) continue;
        all.emplace_back(path, content_of(file.path()));
    }
    std::vector<std::string> found;
    for (const auto& [what, text] : all) {
        for (const auto& secret : secrets_) {
            const auto basic = net::base64("user:" + secret.value);
            if (text.find(secret.value) != std::string::npos ||
                text.find(basic) != std::string::npos)
                found.push_back(what + ": " + secret.place);
        }
    }
    return found;
}

std::string SecretsWorld::kept(const std::string& what) const {
    std::string text;
    for (const auto& [name, content] : written_) {
        if (name == what) text += content;
    }
    return text;
}

}  // namespace glossd::e2e
