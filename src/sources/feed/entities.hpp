// Character references that XML does not know (&eacute;, &#146;) as text. One object per
// document, used by one thread. What a document's own DTD says is never read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace glossd::sources::feed {

class Entities {
  public:
    // A name the document's own DTD declares: a reference to it means what HTML says, or
    // nothing. That is the whole defence against entity bombs.
    void declare(std::string_view name) { declared_.emplace(name); }

    // Adds `text` to `out`, escaped, with its references decoded.
    void append(std::string& out, std::string_view text);

    // What "eacute" or "#146" (without '&' and ';') stands for; nothing when it is no reference
    // at all, as in "AT&T;".
    std::optional<std::string> text_of(std::string_view name);

  private:
    std::unordered_set<std::string> declared_;
};

}  // namespace glossd::sources::feed
