// Which language a post is in, and whether that already is the target's. Pure.
#pragma once

#include "config/config.hpp"
#include "model/language.hpp"
#include "store/records.hpp"

namespace glossd::pipeline {

// As the operator says for its source, else as the source tagged it; empty when neither does.
model::Language language_of(const config::Config& config, const store::StoredPost& post);

// Nothing to translate between these two. zh-Hans and zh-Hant are one language in two scripts:
// that still is work.
bool same_language(const model::Language& from, const model::Language& to);

}  // namespace glossd::pipeline
