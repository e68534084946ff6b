#include "config/checks.hpp"

#include "config/listen.hpp"
#include "config/text_checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace glossd::config {

namespace {

bool same_secret(const Secret& a, const Secret& b) {
    return !a.empty() && a.reveal() == b.reveal();
}

bool same_account(const TargetSettings& a, const TargetSettings& b) {
    if (a.type == "x" && b.type == "x") {
        return same_secret(a.oauth.access_token, b.oauth.access_token) ||
               same_secret(a.oauth.refresh_token, b.oauth.refresh_token);
    }
    return a.type == "mastodon" && b.type == "mastodon" && !a.server.empty() && !a.token.empty() &&
           a.server == b.server && a.token.reveal() == b.token.reveal();
}

bool same_file(const TargetSettings& a, const TargetSettings& b) {
    return a.type == "feed" && b.type == "feed" && !a.path.empty() && a.path == b.path;
}

void check_pair(const TargetSettings& first, const TargetSettings& second, Report& report) {
    const auto key = "target." + second.name;
    const auto where = fmt::format("`{}` ({})", first.name, origin_of(first.place));
    if (same_file(first, second)) {
        report.error(second.place, key + ".path", "the same file as of target " + where);
    }
    if (!same_account(first, second)) return;
    const auto credential = key + (second.type == "x" ? "" : ".token");
    if (first.language == second.language) {
        report.error(second.place, credential,
                     fmt::format("the same account and language as target {}: everything would be "
                                 "posted there twice",
                                 where));
    } else {
        report.warn(second.place, credential, "the same account as target " + where);
    }
}

void check_clear_text(const Place& place, const std::string& key, const std::string& url,
                      const Secret& secret, Report& report) {
    if (secret.empty() || !is_plain_http_abroad(url)) return;
    report.warn(place, key, "http:// sends the secret unencrypted; use https://");
}

void check_template_content(const TargetSettings& target, Report& report) {
    const auto& text = target.template_text;
    if (text.empty()) return;
    for (const auto* content : {"{text}", "{title}", "{excerpt}"}) {
        if (text.find(content) != std::string::npos) return;
    }
    report.warn(target.place, "target." + target.name + ".template",
                "nothing of the post is in it: neither {text} nor {title} nor {excerpt}");
}

void check_loops(const Config& config, const TargetSettings& target, Report& report) {
    for (const auto& source : config.sources) {
        if (target.type != "feed" || target.path.empty() || target.path != source.url) continue;
        report.error(target.place, "target." + target.name + ".path",
                     fmt::format("source `{}` ({}) reads that file: posts would go in circles",
                                 source.name, origin_of(source.place)));
    }
}

// An app that only reads needs no more than its bearer token.
void check_oauth(const Place& place, const std::string& key, const OAuthSettings& oauth,
                 const Secret& bearer, Report& report) {
    const std::vector<std::pair<const char*, bool>> first{
        {"api_key", !oauth.api_key.empty()},
        {"api_secret", !oauth.api_secret.empty()},
        {"access_token", !oauth.access_token.empty()},
        {"access_secret", !oauth.access_secret.empty()}};
    const std::vector<std::pair<const char*, bool>> second{
        {"client_id", !oauth.client_id.empty()}, {"refresh_token", !oauth.refresh_token.empty()}};
    const auto given = [](const auto& keys) {
        return std::count_if(keys.begin(), keys.end(), [](const auto& one) { return one.second; });
    };
    const bool begun_second = given(second) > 0 || !oauth.client_secret.empty();
    const int ways = (given(first) > 0 ? 1 : 0) + (begun_second ? 1 : 0) + (bearer.empty() ? 0 : 1);
    if (ways != 1) {
        report.error(place, key,
                     ways == 0 ? "no credential: give `api_key`, `api_secret`, `access_token` and "
                                 "`access_secret`, or `client_id` and `refresh_token`"
                               : "more than one kind of credential; keep one");
        return;
    }
    const auto& keys = begun_second ? second : first;
    for (const auto& [name, is_given] : keys) {
        if (bearer.empty() && !is_given) {
            report.error(place, fmt::format("{}.{}", key, name),
                         "is missing: the others of its kind are given");
        }
    }
}

// A secret that could not be read is not a secret that is missing.
bool complained_about(const std::string& entry, const Report& report) {
    const auto errors = report.errors();
    return std::any_of(errors.begin(), errors.end(), [&](const Diagnostic& error) {
        return error.key.compare(0, entry.size() + 1, entry + ".") == 0;
    });
}

template <class Settings>
void check_x(const Settings& settings, const std::string& key, const Secret& bearer,
             Report& report) {
    const auto& oauth = settings.oauth;
    if (!complained_about(key, report)) check_oauth(settings.place, key, oauth, bearer, report);
    for (const auto& secret : {oauth.access_token, oauth.refresh_token, bearer}) {
        check_clear_text(settings.place, key + ".base_url", settings.base_url, secret, report);
    }
}

// Without a price nothing would ever be spent.
void check_money(const Place& place, const std::string& key, const LimitSettings& limits,
                 Report& report) {
    const bool has_budget = limits.money_per_day > 0 || limits.money_per_month > 0;
    const bool has_price = limits.price_request > 0 || limits.price_characters > 0 ||
                           limits.price_input > 0 || limits.price_output > 0;
    if (!has_budget || has_price) return;
    report.error(place, key + (limits.money_per_day > 0 ? ".money_per_day" : ".money_per_month"),
                 "needs a price: give `price_request`, or for an engine `price_input` and "
                 "`price_output`, or `price_characters`");
}

template <class Entries>
void warn_unrouted(const Entries& entries, const std::string& section,
                   const std::set<std::string>& routed, const char* what, Report& report) {
    for (const auto& entry : entries) {
        if (entry.name.empty() || routed.count(entry.name)) continue;
        report.warn(entry.place, section + "." + entry.name,
                    fmt::format("no route names this {}: {}", section, what));
    }
}

void check_verifiers(const Config& config, Report& report) {
    for (std::size_t i = 0; i < config.routes.size(); ++i) {
        const auto& route = config.routes[i];
        const auto& name = route.verify_engine;
        if (name.empty()) continue;
        const auto key = fmt::format("route.{}.verify_engine", i + 1);
        const auto engine =
            std::find_if(config.engines.begin(), config.engines.end(),
                         [&](const EngineSettings& settings) { return settings.name == name; });
        if (engine == config.engines.end()) {
            report.error(route.place, key, fmt::format("there is no engine `{}`", name));
        } else if (engine->type != "openai" && engine->type != "gemini" &&
                   engine->type != "anthropic") {
            report.error(route.place, key,
                         fmt::format("`{}` is no language model; only those can judge", name));
        }
    }
}

// Whose service an engine of that type asks when the file names no other.
std::string_view owner_of(std::string_view type) {
    if (type == "openai") return "OpenAI's";
    if (type == "gemini" || type == "google") return "Google's";
    if (type == "azure") return "Microsoft's";
    return type == "anthropic" ? "Anthropic's" : "";
}

}  // namespace

void check_sources(const Config& config, Report& report) {
    for (const auto& source : config.sources) {
        check_money(source.place, "source." + source.name, source.limits, report);
        if (source.type != "x") continue;
        check_x(source, "source." + source.name, source.token, report);
    }
}

void check_listening(const Config& config, Report& report) {
    const auto listen = parse_listen(config.glossd.listen);
    if (!listen || listen->loopback || !config.glossd.api_token.empty()) return;
    report.error(Place{config.file}, "glossd.api_token",
                 fmt::format("is missing: `listen = \"{}\"` lets others in, and without a token "
                             "anyone could read what is published and why",
                             config.glossd.listen));
}

void check_engines(const Config& config, Report& report) {
    for (const auto& engine : config.engines) {
        const auto key = "engine." + engine.name;
        const auto owner = owner_of(engine.type);
        if (!owner.empty() && engine.base_url.empty() && engine.api_key.empty()) {
            report.error(
                engine.place, key + ".api_key",
                fmt::format("is missing: without `base_url` the service is {} own", owner));
        }
        check_money(engine.place, key, engine.limits, report);
        check_clear_text(engine.place, key + ".base_url", engine.base_url, engine.api_key, report);
    }
}

void check_targets(const Config& config, Report& report) {
    const auto& targets = config.targets;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (std::size_t j = i + 1; j < targets.size(); ++j) {
            check_pair(targets[i], targets[j], report);
        }
        check_loops(config, targets[i], report);
        check_template_content(targets[i], report);
        const auto key = "target." + targets[i].name;
        check_money(targets[i].place, key, targets[i].limits, report);
        check_clear_text(targets[i].place, key + ".server", targets[i].server, targets[i].token,
                         report);
        if (targets[i].type == "x") check_x(targets[i], key, Secret(), report);
    }
}

void check_routes(const Config& config, Report& report) {
    check_verifiers(config, report);
    std::map<std::pair<std::string, std::string>, Place> taken;
    std::set<std::string> sources;
    std::set<std::string> targets;
    int number = 0;
    for (const auto& route : config.routes) {
        ++number;
        sources.insert(route.sources.begin(), route.sources.end());
        targets.insert(route.targets.begin(), route.targets.end());
        for (const auto& source : route.sources) {
            for (const auto& target : route.targets) {
                const auto [before, fresh] = taken.emplace(std::pair(source, target), route.place);
                if (fresh) continue;
                report.error(route.place, fmt::format("route.{}", number),
                             fmt::format("`{}` to `{}` is routed already ({})", source, target,
                                         origin_of(before->second)));
            }
        }
    }
    warn_unrouted(config.sources, "source", sources, "its posts go nowhere", report);
    warn_unrouted(config.targets, "target", targets, "nothing will be published to it", report);
}

}  // namespace glossd::config
