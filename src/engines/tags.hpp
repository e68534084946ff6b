// Numbered tags: how masks travel through a service, and the one judge of what comes back.
// Numbers are unique across the batch and each item ends in one of its own, its end mark: an
// answer that slipped to a neighbour never passes, even when neither item has a span.
#pragma once

#include "engines/engine.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace glossd::engines {

// A stretch of plain text, or the number of what stands there instead: a mask or a tag.
using Piece = std::variant<std::string, std::int64_t>;
using Pieces = std::vector<Piece>;

// A masked text taken apart; its numbers are the masks'. Any text: a broken mask is dropped.
Pieces split_masks(std::string_view masked);
std::string join_masks(const Pieces& pieces);

// Some engines answer by position and suffer from a mark (see libretranslate/engine.hpp).
enum class EndMark { present, absent };

// A value of one batch: request() and read() build the same one.
class TagNumbers {
  public:
    explicit TagNumbers(const Batch& batch, EndMark end_mark = EndMark::present);

    // The item's text with tag numbers in place of masks, its end mark last.
    Pieces outgoing(std::size_t item) const;
    // The same of the item's draft.
    Pieces outgoing_draft(std::size_t item) const;

    // The span a tag of this item stands for; nullptr for its end mark.
    const model::Span* span(std::size_t item, std::int64_t tag) const;

    // Ok and the masked translation, or transient and what is wrong with the tags: shifted from
    // another item, end mark missing, a span lost, doubled (not merely said twice in a row) or
    // added, no text at all. The message quotes no post text: it may go back to a model as a hint.
    ItemReply accept(std::size_t item, const Pieces& answer) const;

  private:
    struct Range {
        std::int64_t first = 0;  // tag of mask 0
        std::int64_t end = 0;    // the end mark; without one, the number after the last tag
    };

    Pieces numbered(std::size_t item, std::string_view masked) const;
    std::string complaint(std::size_t item, const Pieces& answer) const;
    std::string span_complaint(std::size_t item, const Pieces& answer) const;

    const Batch& batch_;  // outlives this value
    EndMark end_mark_;
    std::vector<Range> ranges_;
};

// The failure of one item while others did well: it may go again.
ItemReply failed_item(const std::string& id, std::string message);

// A batch whose every item failed for the same reason, in a call that itself went well.
std::vector<ItemReply> failed_items(const Batch& batch, const std::string& message);

}  // namespace glossd::engines
