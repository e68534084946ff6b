// Language: a BCP-47 tag in canonical case ("pt-BR", "zh-Hant"). A value; empty means unknown.
// Compare whole tags with ==; compare what people speak with primary().
#pragma once

#include "model/result.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace glossd::model {

class Language {
  public:
    Language() = default;

    // RFC 5646 shape check and canonical case: language lower, Script title, REGION upper.
    static Result<Language> parse(std::string_view tag);

    const std::string& tag() const { return tag_; }
    std::string_view primary() const;  // "pt" of "pt-BR"
    std::string_view script() const;   // "Hant" of "zh-Hant-TW", or empty
    std::string_view region() const;   // "BR" of "pt-BR", or empty
    bool empty() const { return tag_.empty(); }

    auto operator<=>(const Language&) const = default;

  private:
    std::string tag_;
};

}  // namespace glossd::model
