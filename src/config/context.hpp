// Context: what the reading of one value may need besides the value. It carries the key being
// read, so that complaints name it; loading makes one and hands it down.
#pragma once

#include "config/diagnostic.hpp"
#include "config/value.hpp"
#include "config/variables.hpp"

#include <map>
#include <string>
#include <utility>

namespace glossd::config {

// Whether a configuration is of use without its secrets: only to a command that gets them.
enum class Secrets { needed, may_be_missing };

struct Context {
    Report& report;
    Variables& variables;
    std::string file;       // as the operator named it
    std::string directory;  // of the file, absolute: relative paths count from here
    // What later settings fall back on: "glossd.poll_interval", and the names there are as lists
    // under "source", "target" and "engine".
    std::map<std::string, Value> shared;
    std::string key = {};  // "source.news.url"
    Secrets secrets = Secrets::needed;

    void fail(const Place& place, std::string message) {
        report.error(place, key, std::move(message));
    }
    void warn(const Place& place, std::string message) {
        report.warn(place, key, std::move(message));
    }
};

// `path` as seen from the configuration's directory, without "." and "..".
std::string resolve_path(const Context& context, const std::string& path);

}  // namespace glossd::config
