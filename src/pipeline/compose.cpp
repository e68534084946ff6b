#include "pipeline/compose.hpp"

#include "text/code_points.hpp"
#include "text/disclosure.hpp"
#include "text/length.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::pipeline {

using model::ErrorKind;
using model::fail;
using model::SegmentKind;
using publishers::Draft;

namespace {

constexpr std::string_view titled_template = "{title}\n\n{excerpt}\n\n{link}";
constexpr std::string_view plain_template = "{text}\n\n{link}";

struct Fields {
    std::string title, text, link, author, source, tags, language, engine, disclosure;
};

// The first translated segment of that kind, or nothing.
std::string translated(const std::vector<model::TranslatedSegment>& segments, SegmentKind kind) {
    const auto found = std::find_if(segments.begin(), segments.end(),
                                    [&](const auto& segment) { return segment.kind == kind; });
    return found == segments.end() ? std::string{} : found->text;
}

std::string engines_of(const std::vector<model::TranslatedSegment>& segments) {
    std::string names;
    for (const auto& segment : segments) {
        if (segment.engine.empty() || names.find(segment.engine) != std::string::npos) continue;
        names += names.empty() ? segment.engine : ", " + segment.engine;
    }
    return names;
}

std::string hashtags_of(const model::Post& post) {
    std::string text;
    for (const auto& tag : post.tags) {
        std::string word = tag;
        word.erase(std::remove(word.begin(), word.end(), ' '), word.end());
        text += (text.empty() ? "#" : " #") + word;
    }
    return text;
}

Fields fields_of(const Draft& draft, const std::vector<model::TranslatedSegment>& segments,
                 const model::Post& post) {
    return {draft.title,     draft.body.empty() ? draft.title : draft.body,
            draft.link,      draft.author,
            draft.source,    hashtags_of(post),
            draft.language,  engines_of(segments),
            draft.disclosure};
}

// Replaces each {name}; a name the loader did not refuse is one of these.
std::string render(std::string_view pattern, const Fields& fields) {
    const std::array<std::pair<std::string_view, std::string_view>, 10> values{{
        {"{title}", fields.title},
        {"{text}", fields.text},
        {"{excerpt}", fields.text},
        {"{link}", fields.link},
        {"{author}", fields.author},
        {"{source}", fields.source},
        {"{tags}", fields.tags},
        {"{language}", fields.language},
        {"{engine}", fields.engine},
        {"{disclosure}", fields.disclosure},
    }};
    std::string text;
    while (!pattern.empty()) {
        const auto value = std::find_if(values.begin(), values.end(), [&](const auto& entry) {
            return pattern.substr(0, entry.first.size()) == entry.first;
        });
        if (value == values.end()) {
            text += pattern.front();
            pattern.remove_prefix(1);
        } else {
            text += value->second;
            pattern.remove_prefix(value->first.size());
        }
    }
    return text;
}

// Fields that are empty leave blank lines behind: at most one stays, none at the ends.
std::string tidy(const std::string& text) {
    std::string tidied;
    tidied.reserve(text.size());
    int newlines = 0;
    for (const char c : text) {
        newlines = c == '\n' ? newlines + 1 : 0;
        if (newlines <= 2) tidied += c;
    }
    const auto begin = tidied.find_first_not_of(" \n");
    if (begin == std::string::npos) return {};
    return tidied.substr(begin, tidied.find_last_not_of(" \n") - begin + 1);
}

// `field` cut so far that everything rendered with it fits; nothing when even one letter of it
// leaves no room.
std::string render_cut(std::string_view pattern, Fields fields, std::string Fields::*field,
                       const text::LengthRule& length) {
    const auto whole = std::exchange(fields.*field, "x");
    const auto frame = text::count(length, tidy(render(pattern, fields)));
    if (frame > length.limit) return {};
    auto room = length;
    for (room.limit = length.limit - frame + 1; room.limit > 0; --room.limit) {
        fields.*field = text::excerpt(room, whole);
        auto text = tidy(render(pattern, fields));
        if (text::fits(length, text)) return text;  // else graphemes joined at the seams
    }
    return {};
}

// One part: the body gives way first, then the title; the link stays whole.
std::string render_excerpt(std::string_view pattern, Fields fields,
                           const text::LengthRule& length) {
    auto text = render_cut(pattern, fields, &Fields::text, length);
    if (!text.empty()) return text;
    fields.text.clear();
    return render_cut(pattern, fields, &Fields::title, length);
}

bool shows(const std::string& text, const std::string& link) {
    const auto spans = text::find_spans(text);
    return !link.empty() && std::any_of(spans.begin(), spans.end(), [&](const auto& span) {
        return text.compare(span.begin, span.end - span.begin, link) == 0;
    });
}

// A part that held only the disclosure would be the same in every thread, and X takes no text
// twice: it stays with what stands before it.
std::vector<std::string> thread(std::string_view pattern, const Fields& fields,
                                const text::LengthRule& length) {
    constexpr std::string_view last_line = "\n\n{disclosure}";
    if (fields.disclosure.empty() || !pattern.ends_with(last_line)) {
        return text::split(length, tidy(render(pattern, fields)));
    }
    const auto end = "\n\n" + fields.disclosure;
    auto room = length;
    room.limit -= std::min(text::count(length, end), length.limit - 1);
    pattern.remove_suffix(last_line.size());
    auto texts = text::split(room, tidy(render(pattern, fields)));
    texts.back() += end;
    return texts;
}

// Parts of a thread, or one excerpt: where the template says {excerpt}, or where the thread would
// be longer than the target allows.
std::vector<std::string> fit(std::string_view pattern, const Fields& fields, int max_parts,
                             const text::LengthRule& length) {
    std::vector<std::string> texts{tidy(render(pattern, fields))};
    if (text::fits(length, texts.front())) return texts;
    if (pattern.find("{excerpt}") == std::string_view::npos) {
        texts = thread(pattern, fields, length);
        const bool all_fit = std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
            return text::fits(length, text);
        });
        if (all_fit && texts.size() <= static_cast<std::size_t>(max_parts)) return texts;
    }
    return {render_excerpt(pattern, fields, length)};
}

// What is left for the text: the warning counts too.
text::LengthRule beside_warning(text::LengthRule rule, const Draft& draft) {
    if (rule.limit == 0) return rule;
    const auto warning = text::count(rule, draft.content_warning);
    rule.limit = rule.limit > warning ? rule.limit - warning : 1;
    return rule;
}

// The usual words would not be true of a text that was in this language already.
std::string disclosure_of(const config::TargetSettings& target,
                          const std::vector<model::TranslatedSegment>& segments) {
    if (target.disclosure != "auto") return target.disclosure;
    const bool translated = std::any_of(segments.begin(), segments.end(),
                                        [](const auto& segment) { return !segment.copied; });
    return translated ? std::string(text::usual_disclosure(target.language)) : std::string();
}

Draft first_draft(const model::Post& post, const std::string& source,
                  const std::vector<model::TranslatedSegment>& segments,
                  const config::TargetSettings& target) {
    Draft draft;
    draft.content_warning = translated(segments, SegmentKind::warning);
    draft.language = target.language.tag();
    draft.visibility = target.visibility;
    draft.title = translated(segments, SegmentKind::title);
    draft.body = translated(segments, SegmentKind::body);
    draft.link = post.url;
    draft.source = source;
    draft.author = post.author;
    draft.tags = post.tags;
    draft.media = post.media;
    draft.disclosure = disclosure_of(target, segments);
    draft.post_id = post.id;
    draft.published = post.published ? post.published : post.updated;
    auto alt = segments.begin();
    for (auto& media : draft.media) {
        if (!media.alt || media.alt->empty()) continue;
        alt = std::find_if(alt, segments.end(),
                           [](const auto& s) { return s.kind == SegmentKind::alt_text; });
        if (alt == segments.end()) break;
        media.alt = (alt++)->text;
    }
    return draft;
}

}  // namespace

std::vector<model::Segment> segments_of(const model::Post& post) {
    std::vector<model::Segment> segments;
    const auto add = [&](SegmentKind kind, const std::string& text) {
        if (!text.empty()) segments.push_back({kind, text});
    };
    add(SegmentKind::title, post.title);
    add(SegmentKind::body, post.text);
    add(SegmentKind::warning, post.content_warning);
    for (const auto& media : post.media) add(SegmentKind::alt_text, media.alt.value_or(""));
    if (post.poll) {
        for (const auto& option : post.poll->options) add(SegmentKind::poll_option, option);
    }
    return segments;
}

std::string template_for(const config::TargetSettings& target, const model::Post& post) {
    if (!target.template_text.empty()) return target.template_text;
    std::string pattern(post.title.empty() || post.text.empty() ? plain_template : titled_template);
    // A link multiplies what X charges for a post.
    if (target.type == "x") pattern.resize(pattern.find("\n\n{link}"));
    if (!target.disclosure.empty()) pattern += "\n\n{disclosure}";
    return pattern;
}

model::Result<std::vector<Draft>> compose(const model::Post& post, const std::string& source,
                                          const std::vector<model::TranslatedSegment>& segments,
                                          const config::TargetSettings& target,
                                          const text::LengthRule& length) {
    auto draft = first_draft(post, source, segments, target);
    auto fields = fields_of(draft, segments, post);
    const auto rule = beside_warning(length, draft);
    const auto pattern = template_for(target, post);
    // A link that the text shows already is not shown a second time, unless the text is cut.
    if (target.template_text.empty() && shows(fields.text, fields.link)) {
        auto unlinked = fields;
        unlinked.link.clear();
        if (text::fits(rule, tidy(render(pattern, unlinked)))) fields = std::move(unlinked);
    }
    const auto texts = fit(pattern, fields, target.max_parts, rule);
    const bool had_text = !tidy(render(pattern, fields)).empty();
    if (texts.front().empty() && (had_text || draft.media.empty())) {
        return fail(ErrorKind::invalid_input,
                    "nothing is left to publish within " + std::to_string(length.limit) +
                        " characters; shorten the template or raise the limit");
    }
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        drafts.push_back(draft);
        drafts.back().text = texts[i];
        drafts.back().part = static_cast<int>(i);
        drafts.back().parts = static_cast<int>(texts.size());
        if (i == 0) draft.media.clear();
    }
    return drafts;
}

std::optional<std::size_t> body_room(const model::Post& post, const std::string& source,
                                     const std::vector<model::TranslatedSegment>& segments,
                                     const config::TargetSettings& target,
                                     const text::LengthRule& length) {
    const auto draft = first_draft(post, source, segments, target);
    const auto pattern = template_for(target, post);
    const auto rule = beside_warning(length, draft);
    auto fields = fields_of(draft, segments, post);
    if (rule.limit == 0 || draft.body.empty() || pattern.find("{text}") == pattern.npos ||
        text::fits(rule, tidy(render(pattern, fields))))
        return std::nullopt;
    fields.text = "x";
    const auto frame = text::count(rule, tidy(render(pattern, fields))) - 1;
    const auto cost = text::count(rule, draft.body);
    if (frame >= rule.limit || cost == 0) return std::nullopt;
    return (rule.limit - frame) * text::count_code_points(draft.body) / cost;
}

Draft compose_whole(const model::Post& post, const std::string& source,
                    const std::vector<model::TranslatedSegment>& segments,
                    const config::TargetSettings& target) {
    auto draft = first_draft(post, source, segments, target);
    const auto fields = fields_of(draft, segments, post);
    const auto pattern =
        target.template_text.empty() ? std::string("{text}") : target.template_text;
    draft.text = tidy(render(pattern, fields));
    return draft;
}

}  // namespace glossd::pipeline
