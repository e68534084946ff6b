// ShortenNow: as TranslateNow, for translations that do not fit one part: a preview and a dry run
// show what the senders would come to.
#pragma once

#include "daemon/translate_now.hpp"
#include "model/delivery.hpp"
#include "text/length.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::daemon {

struct Translated {
    model::Post post;
    std::string source;
    const config::TargetSettings* target = nullptr;
    text::LengthRule length;
    pipeline::Wish body;  // as it was translated
    std::vector<model::TranslatedSegment> segments;
};

// For each the shorter body, where one was needed, asked for and given.
std::vector<std::optional<pipeline::Granted>> shorten_now(Workbench& bench,
                                                          std::vector<Translated> all);

}  // namespace glossd::daemon
