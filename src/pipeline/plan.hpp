// Plan: what a configuration comes to when the loop asks: which engines a source's posts go
// through for a target. Routes resolved to indices once, at start.
#pragma once

#include "config/config.hpp"
#include "pipeline/verification.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

class Plan {
  public:
    explicit Plan(const config::Config& config);

    struct Hop {
        std::string target;
        model::Language language;
        std::vector<std::size_t> engines;  // indices into Config::engines, in order
        std::optional<Verification> verify = {};

        bool operator==(const Hop&) const = default;
    };

    // Where posts of this source go; empty when no route names it.
    const std::vector<Hop>& hops(const std::string& source) const;

    // The engines between this source and target; empty when no route joins them.
    const std::vector<std::size_t>& engines(const std::string& source,
                                            const std::string& target) const;

    // Who verifies what is translated between them, if anyone does.
    std::optional<Verification> verification(const std::string& source,
                                             const std::string& target) const;

    // The other targets that by their settings post to other accounts than this one does: another
    // server, another token, or a sign-in of their own (which may be to the same account all the
    // same). Of a name that no target has any more nobody knows.
    std::vector<std::string> elsewhere(const std::string& target) const;

  private:
    const Hop* hop(const std::string& source, const std::string& target) const;

    std::map<std::string, std::vector<Hop>> hops_;
    std::map<std::string, std::size_t> accounts_;  // of a target: the first that posts to the same
};

}  // namespace glossd::pipeline
