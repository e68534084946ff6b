// The HTML that carries texts through a service that answers by position: spans as elements that
// are not to be translated, line breaks as <br>. Every answer is read back by the elements' ids;
// what stands inside a span is never read. There is no end mark: markup is billed by the character
// with every text, and the count of the answers and the ids of the spans show a shift.
#pragma once

#include "engines/tags.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines {

// A value of one batch: request() and read() build the same one.
class HtmlForm {
  public:
    // `keep` is the attribute that the service honours, like `translate="no"`.
    HtmlForm(const Batch& batch, std::string_view keep);
    HtmlForm(const HtmlForm&) = delete;
    HtmlForm& operator=(const HtmlForm&) = delete;

    // One for each item, in their order.
    const std::vector<std::string>& texts() const { return texts_; }

    // The batch's reply from the service's texts. Another number of them than texts() fails every
    // item, because nobody can say which is which; both ways it is paid for.
    BatchReply read(const std::vector<std::string>& answers) const;

  private:
    const Batch& batch_;  // outlives this value
    Batch sent_;          // with masked line breaks
    TagNumbers tags_;
    std::vector<std::string> texts_;
};

// Our two elements in any spelling, references, text; other elements are an error (protocol).
model::Result<Pieces> read_html(std::string_view html);

}  // namespace glossd::engines
