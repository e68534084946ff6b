// Preview: what each target would receive for a text typed by hand. Publishes and plans nothing;
// translations it paid for are remembered when the ledger is free.
#pragma once

#include "daemon/fitted.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"
#include "text/checks.hpp"

#include <string>
#include <vector>

namespace glossd::daemon {

struct PreviewOptions {
    std::string text;
    std::vector<std::string> targets;  // names; empty: all
    bool translate = true;             // false: only fit the text
    bool ask_servers = true;           // for their limits; false: the usual ones
    bool keep = true;                  // use the ledger of the configuration when it is free
};

struct Previewed {
    std::string target;
    std::string language;
    std::string engine;
    bool cached = false;
    std::vector<model::Span> spans;
    std::vector<model::Term> terms;  // of the glossary, that the text has
    std::string translation;
    std::vector<text::Check> checks;
    std::vector<FittedPart> parts;
    std::string problem;
};

model::Result<std::vector<Previewed>> preview(const config::Config& config,
                                              const PreviewOptions& options);

std::string to_text(const std::vector<Previewed>& previewed);
std::string to_json_lines(const std::vector<Previewed>& previewed);  // one object a target

}  // namespace glossd::daemon
