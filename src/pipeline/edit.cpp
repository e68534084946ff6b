#include "pipeline/edit.hpp"

#include "config/find.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/memory_key.hpp"
#include "publishers/table.hpp"
#include "text/glossed_text.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"
#include "text/remask.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glossd::pipeline {

using model::ErrorKind;
using model::fail;
using model::Result;
using model::TranslatedSegment;

namespace {

struct Editable {
    model::Delivery delivery;
    store::StoredPost post;
    std::vector<model::Segment> originals;
    std::vector<TranslatedSegment> segments;  // one an original
};

Result<Editable> find_editable(const store::Tables& tables, std::int64_t id) {
    const auto name = "delivery " + std::to_string(id);
    auto delivery = tables.deliveries.get(id);
    if (!delivery) return fail(ErrorKind::not_found, name + " does not exist");
    auto post = tables.posts.get(delivery->post_id);
    if (!post || post->texts_cleared) {
        return fail(ErrorKind::invalid_input,
                    name + " has no texts any more: [glossd] retention is over");
    }
    Editable found{std::move(*delivery), std::move(*post), {}, {}};
    found.originals = segments_of(found.post.post);
    found.segments = found.delivery.segments;
    if (found.segments.empty() && found.originals.size() == 1) {
        found.segments.push_back({found.originals.front().kind, ""});
    }
    if (found.segments.empty() || found.segments.size() != found.originals.size()) {
        return fail(ErrorKind::invalid_input,
                    name +
                        " is not translated yet, and only a post of one piece can be "
                        "translated by hand");
    }
    return found;
}

std::string without_last_lines(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

// Written for this very text between these languages, so good for the next one like it. Empty when
// it can be remembered; else why not.
std::string not_to_be_remembered(const model::MaskedText& original, const text::Remasked& remasked,
                                 const model::Language& from, const model::Language& to) {
    if (!remasked.keeps_spans()) return "its links and names are not those of the post";
    if (!remasked.fits) {
        return "the links and names around the text of the post are not around this one";
    }
    if (same_language(from, to)) return "the post is in that language already";
    if (text::nothing_to_translate(original)) return "there is nothing to translate";
    return {};
}

std::vector<text::Check> doubts_of(const model::MaskedText& original, const std::string& masked,
                                   const model::Language& from, const model::Language& to) {
    std::vector<text::Check> doubts;
    auto checks = text::check_translation(original, masked, from, to).checks;
    std::copy_if(std::make_move_iterator(checks.begin()), std::make_move_iterator(checks.end()),
                 std::back_inserter(doubts), [](const auto& check) { return !check.passed(); });
    return doubts;
}

std::size_t parts_of(const Editable& edited, const config::TargetSettings& target) {
    if (target.type == "feed") return 1;
    const auto drafts = compose(edited.post.post, edited.delivery.source, edited.segments, target,
                                publishers::usual_length(target.type));
    return drafts ? drafts->size() : 0;
}

}  // namespace

Result<std::vector<TranslatedSegment>> editable(const store::Tables& tables,
                                                std::int64_t delivery) {
    return find_editable(tables, delivery).map([](Editable found) { return found.segments; });
}

std::size_t usual_segment(const std::vector<TranslatedSegment>& segments) {
    const auto body = std::find_if(segments.begin(), segments.end(), [](const auto& segment) {
        return segment.kind == model::SegmentKind::body;
    });
    return body == segments.end() ? 0 : static_cast<std::size_t>(body - segments.begin());
}

Result<Edited> edit_by_hand(store::Tables& tables, const config::Config& config,
                            const EditOrder& order, model::WallTime now) {
    auto found = find_editable(tables, order.delivery);
    if (!found) return tl::make_unexpected(found.error());
    const auto* target = config::find_target(config, found->delivery.target);
    if (!target) {
        return fail(ErrorKind::invalid_input, "its target \"" + found->delivery.target +
                                                  "\" is not in the configuration any more");
    }
    const auto place = order.segment.value_or(usual_segment(found->segments));
    if (place >= found->segments.size()) {
        return fail(ErrorKind::invalid_input, "there is no segment " + std::to_string(place + 1) +
                                                  "; it has " +
                                                  std::to_string(found->segments.size()));
    }
    const auto written = without_last_lines(text::clean_utf8(order.text));
    if (written.empty()) return fail(ErrorKind::invalid_input, "the text is empty");
    const auto from = language_of(config, found->post);
    const auto& to = target->language;
    const auto original =
        text::mask(found->originals[place].text, Glossaries(config.glossaries).between(from, to))
            .masked;
    const auto remasked = text::remask(written, original);
    if (!remasked.keeps_spans() && !order.force) {
        return fail(ErrorKind::refused, "the text " + text::span_faults(remasked) +
                                            "; mend it, or say --force if that is meant");
    }
    found->segments[place] = {found->originals[place].kind, written, model::by_hand};
    const auto version = tables.deliveries.edit(order.delivery, found->segments, now);
    if (!version) return tl::make_unexpected(version.error());
    Edited edited{*version, found->delivery.state, parts_of(*found, *target)};
    edited.not_remembered = not_to_be_remembered(original, remasked, from, to);
    edited.remembered = edited.not_remembered.empty();
    if (!edited.remembered) return edited;
    edited.doubts = doubts_of(original, remasked.masked, from, to);
    store::Remembered made{by_hand_key(original, from, to),
                           from.tag(),
                           to.tag(),
                           model::by_hand,
                           model::by_hand,
                           original.text,
                           remasked.masked,
                           now};
    made.by_hand = true;
    tables.memory.put(made);
    return edited;
}

}  // namespace glossd::pipeline
