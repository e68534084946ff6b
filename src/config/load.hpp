// Loading: from a file's path and the process's variables to a checked Config, or to everything
// that is wrong with it at once. Reads the file and the secrets' files; touches nothing else.
#pragma once

#include "config/config.hpp"
#include "config/context.hpp"
#include "config/diagnostic.hpp"
#include "config/settings.hpp"
#include "config/variables.hpp"
#include "model/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace glossd::config {

struct Loaded {
    Config config;
    std::vector<Diagnostic> warnings;
    std::vector<Setting> settings;
};

// The errors are in the order of the file. Where secrets may be missing, nothing is checked that
// only makes sense with all of them.
tl::expected<Loaded, std::vector<Diagnostic>> load(const std::string& path,
                                                   const Environment& environment,
                                                   Secrets secrets = Secrets::needed);

// As load(), from text that is already here; `name` stands for the file in places.
tl::expected<Loaded, std::vector<Diagnostic>> load_text(std::string_view text,
                                                        const std::string& name,
                                                        const Environment& environment,
                                                        Secrets secrets = Secrets::needed);

// The file named with -c as it is, else ./glossd.toml, else /etc/glossd/glossd.toml; an error
// names both.
model::Result<std::string> find_config(const std::optional<std::string>& given);

}  // namespace glossd::config
