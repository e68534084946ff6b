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

bool same_account(const TargetSettings& a, const TargetSettings& b) {
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
    if (first.language == second.language) {
        report.error(second.place, key + ".token",
                     fmt::format("the same account and language as target {}: everything would be "
                                 "posted there twice",
                                 where));
    } else {
        report.warn(second.place, key + ".token", "the same account as target " + where);
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

template <class Entries>
void warn_unrouted(const Entries& entries, const std::string& section,
                   const std::set<std::string>& routed, const char* what, Report& report) {
    for (const auto& entry : entries) {
        if (entry.name.empty() || routed.count(entry.name)) continue;
        report.warn(entry.place, section + "." + entry.name,
                    fmt::format("no route names this {}: {}", section, what));
    }
}

}  // namespace

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
        if (engine.type == "openai" && engine.base_url.empty() && engine.api_key.empty()) {
            report.error(engine.place, key + ".api_key",
                         "is missing: without `base_url` the service is OpenAI's own");
        }
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
        check_clear_text(targets[i].place, "target." + targets[i].name + ".server",
                         targets[i].server, targets[i].token, report);
    }
}

void check_routes(const Config& config, Report& report) {
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
