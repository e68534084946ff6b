#include "sources/feed/finish.hpp"

#include "text/ascii.hpp"
#include "text/hash.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace glossd::sources::feed {

namespace {

using Posts = std::vector<model::Post>;

// References in JSON and HTML bring back control characters that the bytes did not hold.
void clean(model::Post& post) {
    for (auto* field : {&post.id, &post.url, &post.title, &post.text, &post.html, &post.author,
                        &post.content_warning})
        *field = text::trim(text::clean_utf8(*field));
    for (auto* list : {&post.tags, &post.links})
        for (auto& entry : *list) entry = text::clean_utf8(entry);
    for (auto& media : post.media) {
        media.url = text::clean_utf8(media.url);
        media.type = text::clean_utf8(media.type);
        if (media.alt) media.alt = text::clean_utf8(*media.alt);
    }
}

bool says_nothing(const model::Post& post) {
    return post.title.empty() && post.text.empty() && post.media.empty() && post.links.empty() &&
           post.content_warning.empty() && post.url.empty();
}

std::optional<model::WallTime> date_of(const model::Post& post) {
    return post.published ? post.published : post.updated;
}

// Most feeds are newest first; the dates tell the ones that are not.
bool is_oldest_first(const Posts& posts) {
    std::ptrdiff_t balance = 0;
    std::optional<model::WallTime> last;
    for (const auto& post : posts) {
        const auto date = date_of(post);
        if (!date) continue;
        if (last) balance += *date > *last ? 1 : *date < *last ? -1 : 0;
        last = date;
    }
    return balance > 0;
}

void put_oldest_first(Posts& posts) {
    if (!is_oldest_first(posts)) std::reverse(posts.begin(), posts.end());
    const bool all_dated = std::all_of(posts.begin(), posts.end(),
                                       [](const auto& post) { return date_of(post).has_value(); });
    if (!all_dated) return;
    std::stable_sort(posts.begin(), posts.end(),
                     [](const auto& a, const auto& b) { return *date_of(a) < *date_of(b); });
}

std::string short_hash(std::string_view text) {
    return text::sha256_hex(text).substr(0, 16);
}

std::string content_of(const model::Post& post) {
    return post.title + '\n' + post.content_warning + '\n' + post.text;
}

// What stays of a post when its body is edited.
std::string identity(const model::Post& post) {
    return short_hash(post.title.empty() ? content_of(post) : post.title);
}

std::size_t drop_repeats(Posts& posts) {
    std::unordered_set<std::string> seen;
    return std::erase_if(posts, [&](const model::Post& post) {
        return !seen.insert(post.id + '\n' + post.url + '\n' + identity(post)).second;
    });
}

bool all_share(const Posts& posts, std::string model::Post::*field) {
    return posts.size() > 1 && std::all_of(posts.begin(), posts.end(), [&](const auto& post) {
               return post.*field == posts.front().*field;
           });
}

// Where some posts share an id, the oldest keeps it and the others are told apart by the link,
// else by the title or the content: so the id of a post that drops out of the feed passes to one
// that was seen before, and nothing looks new. An id that all share says nothing, so nobody
// keeps it: else a feed that turned over between two polls would hide a new post behind it.
void tell_apart(Posts& posts) {
    std::unordered_set<std::string> taken;
    if (all_share(posts, &model::Post::id)) {
        const auto& any = posts.front();
        taken.insert(any.id);
        if (all_share(posts, &model::Post::url)) taken.insert(any.id + ' ' + any.url);
    }
    for (auto& post : posts) {
        const std::array names{post.id, post.id + ' ' + post.url, post.id + ' ' + identity(post)};
        const auto* free = std::find_if(names.begin(), names.end(),
                                        [&](const auto& name) { return !taken.contains(name); });
        taken.insert(names.begin(), names.end());
        post.id = free == names.end() ? names.back() + ' ' + short_hash(post.url) : *free;
    }
}

}  // namespace

void finish(ParsedFeed& feed) {
    for (auto& post : feed.posts) clean(post);
    if (const auto empty = std::erase_if(feed.posts, says_nothing); empty > 0)
        feed.notes.push_back(std::to_string(empty) + " items without any content were left out");
    put_oldest_first(feed.posts);
    for (auto& post : feed.posts) {
        if (post.id.empty()) post.id = post.url;
        if (post.id.empty()) post.id = text::sha256_hex(content_of(post));
    }
    if (const auto repeats = drop_repeats(feed.posts); repeats > 0)
        feed.notes.push_back(std::to_string(repeats) + " items stand twice; once is enough");
    tell_apart(feed.posts);
}

}  // namespace glossd::sources::feed
