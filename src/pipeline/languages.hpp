// Which language a post is in, and whether that already is the target's. Pure but for the memory.
#pragma once

#include "config/config.hpp"
#include "model/language.hpp"
#include "store/records.hpp"
#include "text/language_votes.hpp"

#include <map>
#include <memory>

namespace glossd::pipeline {

// By vote of the source's setting, the post's own tag and its text, with the reasons.
text::LanguageDecision decide_language(const config::Config& config, const store::StoredPost& post);

// What that comes to; empty when nobody can say.
model::Language language_of(const config::Config& config, const store::StoredPost& post);

// language_of() the posts at work, each looked at once however many targets it has. Loop thread
// only.
class LanguageMemory {
  public:
    explicit LanguageMemory(const config::Config& config) : config_(config) {}

    model::Language of(const std::shared_ptr<const store::StoredPost>& post);

  private:
    const config::Config& config_;
    std::map<std::weak_ptr<const store::StoredPost>, model::Language, std::owner_less<>> known_;
};

// Nothing to translate between these two. zh-Hans and zh-Hant are one language in two scripts:
// that still is work.
bool same_language(const model::Language& from, const model::Language& to);

}  // namespace glossd::pipeline
