// Variables: the process's environment as configuration. Every key that is asked for becomes a
// known name, so what is left over at the end can be reported with the nearest known one.
#pragma once

#include "config/value.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::config {

// The process's variables, passed in.
using Environment = std::map<std::string, std::string>;

Environment process_environment();  // as it is now

// GLOSSD_CACHE_TTL for ("cache", "", "ttl"), GLOSSD_STATE for ("glossd", "", "state"),
// GLOSSD_TARGET__ES__SERVER for ("target", "es", "server"); '-' becomes '_'.
std::string variable_name(std::string_view section, std::string_view entry, std::string_view key);

Place place_of_variable(const std::string& name);
bool is_variable(const Place& place);

class Variables {
  public:
    explicit Variables(const Environment& environment) : environment_(environment) {}

    // The text of a setting's variable, or nullptr; from now on the name is known.
    const std::string* setting(const std::string& name);
    // A variable that the file names itself; it may be called GLOSSD_ANYTHING.
    const std::string* named_by_file(const std::string& name);

    // GLOSSD_ variables that nobody asked for.
    std::vector<std::string> unknown() const;
    std::vector<std::string> known() const { return {known_.begin(), known_.end()}; }

  private:
    const std::string* look_up(const std::string& name) const;

    const Environment& environment_;
    std::set<std::string> known_;
    std::set<std::string> named_by_file_;
};

}  // namespace glossd::config
