// Apertium: rule-based translation between close languages on this machine, no network, no key.
// It needs to know the source language; it runs in pipelines.hpp, this only writes and reads.
// Every line is a text of its own, so paragraphs survive and no word crosses a line break.
#pragma once

#include "engines/engine.hpp"

namespace glossd::engines {

// Reads `<data_dir>/modes` (default /usr/share/apertium) once: pairs installed later count after
// a reload. No pair at all is no error here; supports() says what to install.
model::Result<EnginePtr> make_apertium(const config::EngineSettings& settings);

}  // namespace glossd::engines
