#include "publishers/feed/document.hpp"

#include "text/ascii.hpp"
#include "text/html.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers::feed {

namespace {

// RFC 4151; names and keys in it keep to the characters of a URI.
std::string tag_uri(std::string_view name, std::string_view key) {
    constexpr std::string_view plain = "-._~";
    std::string uri = "tag:glossd,2026:";
    for (const char c : name) {
        if (text::is_alnum(c) || plain.find(c) != plain.npos) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return key.empty() ? uri : uri + ":" + std::string(key);
}

void add_paragraph(std::string& text, const std::string& paragraph) {
    if (!paragraph.empty()) text += (text.empty() ? "" : "\n\n") + paragraph;
}

// The warning stands first, link and disclosure last; a link that the text shows stands once.
std::string content_of(const Draft& draft) {
    auto text = draft.content_warning;
    add_paragraph(text, draft.text);
    if (text.find(draft.link) == std::string::npos) add_paragraph(text, draft.link);
    add_paragraph(text, draft.disclosure);
    return text;
}

std::vector<model::Media> clean_media(const std::vector<model::Media>& media) {
    std::vector<model::Media> cleaned;
    for (const auto& item : media) {
        auto& copy = cleaned.emplace_back(item);
        copy.url = text::clean_utf8(item.url);
        copy.type = text::clean_utf8(item.type);
        if (item.alt) copy.alt = text::clean_utf8(*item.alt);
    }
    return cleaned;
}

Entry make_entry(const std::string& target, const DocumentItem& item) {
    const auto& draft = item.draft;
    Entry entry;
    entry.id = tag_uri(target, item.key);
    entry.title = text::fold_space(text::clean_utf8(draft.title));
    entry.text = text::clean_utf8(content_of(draft));
    entry.html = text::text_to_html(entry.text);
    entry.link = text::clean_utf8(draft.link);
    entry.author = text::fold_space(text::clean_utf8(draft.author));
    if (entry.author.empty()) entry.author = text::clean_utf8(draft.source);
    entry.language = draft.language;
    entry.published = draft.published.value_or(item.delivered);
    entry.updated = item.delivered;
    for (const auto& tag : draft.tags) entry.tags.push_back(text::clean_utf8(tag));
    entry.media = clean_media(draft.media);
    return entry;
}

// "news, blog (es)"
std::string title_of(const config::TargetSettings& settings,
                     const std::vector<DocumentItem>& items) {
    if (!settings.title.empty()) return text::clean_utf8(settings.title);
    std::vector<std::string> sources;
    for (const auto& item : items) sources.push_back(item.draft.source);
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    const auto names = fmt::format("{}", fmt::join(sources, ", "));
    return text::clean_utf8(
        fmt::format("{} ({})", names.empty() ? settings.name : names, settings.language.tag()));
}

}  // namespace

Document make_document(const config::TargetSettings& settings,
                       const std::vector<DocumentItem>& items) {
    Document document;
    document.id = tag_uri(settings.name, "");
    document.title = title_of(settings, items);
    document.language = settings.language.tag();
    document.self = settings.link;
    for (const auto& item : items) {
        document.entries.push_back(make_entry(settings.name, item));
        document.updated = std::max(document.updated, item.delivered);
    }
    return document;
}

std::string type_of(const model::Media& media) {
    return media.type.empty() ? "application/octet-stream" : media.type;
}

}  // namespace glossd::publishers::feed
