// The glossaries of a configuration, as a pair of languages needs them. Loop thread only: what a
// pair needs is put together when it is first asked for.
#pragma once

#include "config/config.hpp"
#include "model/language.hpp"
#include "text/terms.hpp"

#include <map>
#include <utility>
#include <vector>

namespace glossd::pipeline {

class Glossaries {
  public:
    explicit Glossaries(std::vector<config::GlossarySettings> glossaries = {});

    // The terms of all glossaries that are for this pair; of equal terms the first counts. A
    // glossary of "es" is for "es-MX" too, one that names no language is for all of them, and a
    // text in an unknown language may have the terms of any.
    const text::TermIndex& between(const model::Language& from, const model::Language& to);

  private:
    std::vector<config::GlossarySettings> glossaries_;
    std::map<std::pair<model::Language, model::Language>, text::TermIndex> indices_;
};

}  // namespace glossd::pipeline
