// Diagnostic: what is wrong with a configuration and where. A value. A place without a line is a
// whole file or a variable ("environment GLOSSD_STATE"); messages never hold a secret.
#pragma once

#include "config/config.hpp"

#include <string>
#include <vector>

namespace glossd::config {

enum class Severity { error, warning };

struct Diagnostic {
    Place place;
    std::string key;      // "source.news.url"; empty when it is about the file
    std::string message;  // follows the key: "unknown key", "must be a size ..."
    Severity severity = Severity::error;

    // "glossd.toml:12:5: error: source.news.pol_interval: unknown key; did you mean ..."
    std::string to_text() const;

    bool operator==(const Diagnostic&) const = default;
};

// Where a setting came from: "glossd.toml:12", "environment GLOSSD_STATE" or "default".
std::string origin_of(const Place& place);

// Collects everything that is wrong, so that one run of `check` shows all of it.
class Report {
  public:
    void error(Place place, std::string key, std::string message);
    void warn(Place place, std::string key, std::string message);

    bool failed() const { return !errors_.empty(); }

    // In the order of the file; what has no line comes first in its file.
    std::vector<Diagnostic> errors() const;
    std::vector<Diagnostic> warnings() const;

  private:
    std::vector<Diagnostic> errors_;
    std::vector<Diagnostic> warnings_;
};

}  // namespace glossd::config
