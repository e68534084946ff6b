#include "sources/feed/parsed_feed.hpp"

#include "model/language.hpp"
#include "text/ascii.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"
#include "text/url.hpp"

#include <algorithm>

namespace glossd::sources::feed {

std::optional<model::WallTime> read_date(std::string_view text, const Context& context) {
    const auto date = text::parse_date(text::trim(text));
    return date ? std::optional(std::min(*date, context.now)) : std::nullopt;
}

std::string absolute(std::string_view base, std::string_view reference) {
    reference = text::trim(reference);
    return reference.empty() ? std::string{} : text::resolve_url(base, reference);
}

std::string language_tag(std::string_view text) {
    std::string tag(text::trim(text));
    std::replace(tag.begin(), tag.end(), '_', '-');
    const auto language = model::Language::parse(tag);
    return language ? language->tag() : std::string{};
}

void add_tag(model::Post& post, std::string_view category) {
    auto tag = text::fold_space(category);
    tag.erase(0, tag.find_first_not_of('#'));
    if (tag.empty() || std::find(post.tags.begin(), post.tags.end(), tag) != post.tags.end())
        return;
    post.tags.push_back(std::move(tag));
}

}  // namespace glossd::sources::feed
