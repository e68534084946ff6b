#include "platform/x_post.hpp"

#include "text/ascii.hpp"
#include "text/normalise.hpp"

#include <map>

namespace glossd::platform {

namespace {

// X escapes these three and no other (each once), so "&amp;eacute;" is what "&eacute;" was.
std::string unescaped(std::string_view text) {
    struct Escape {
        std::string_view written;
        char meant;
    };
    constexpr Escape escapes[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
    std::string out;
    while (!text.empty()) {
        std::size_t size = 1;
        char c = text.front();
        for (const auto& escape : escapes) {
            if (!text.starts_with(escape.written)) continue;
            size = escape.written.size();
            c = escape.meant;
        }
        out += c;
        text.remove_prefix(size);
    }
    return out;
}

// "https://x.com/user/status/1/photo/1" of post 1. Another post's photo is a link like any other.
bool is_media_link(const Json& link, const std::string& post) {
    if (!string_at(link, "media_key").empty()) return true;
    const auto url = string_at(link, "expanded_url");
    const bool of_x = url.starts_with("https://x.com/") || url.starts_with("https://twitter.com/");
    const auto own = "/status/" + post + "/";
    return of_x && (url.find(own + "photo/") != url.npos || url.find(own + "video/") != url.npos);
}

struct Links {
    std::map<std::string, std::string, std::less<>> full;  // by the short form; empty: drop it
    std::vector<std::string> in_order;
};

Links links_of(const Json& entities, const std::string& post) {
    Links links;
    for (const auto& link : member(entities, "urls")) {
        const auto shortened = string_at(link, "url");
        if (shortened.empty() || links.full.count(shortened) > 0) continue;
        const bool media = is_media_link(link, post);
        auto full = media ? std::string() : string_at(link, "expanded_url");
        if (full.empty() && !media) full = shortened;
        if (!media) links.in_order.push_back(full);
        links.full[shortened] = std::move(full);
    }
    return links;
}

// Whole words only: https://t.co/ab is not the beginning of https://t.co/abc.
std::string expanded(std::string_view text, const Links& links) {
    constexpr std::string_view shortener = "https://t.co/";
    std::string out;
    while (true) {
        const auto at = text.find(shortener);
        out += text.substr(0, at);
        if (at == text.npos) break;
        auto end = at + shortener.size();
        while (end < text.size() && text::is_alnum(text[end])) ++end;
        const auto word = text.substr(at, end - at);
        const auto found = links.full.find(word);
        out += found == links.full.end() ? word : std::string_view(found->second);
        text.remove_prefix(end);
    }
    return out;
}

}  // namespace

XNames other(XNames names) {
    return names == XNames::current ? XNames::former : XNames::current;
}

std::string_view to_string(XNames names) {
    return names == XNames::current ? "current" : "former";
}

XNames x_names(std::string_view name) {
    return name == "former" ? XNames::former : XNames::current;
}

std::string x_whole_posts(XNames names) {
    const std::string media = "&media.fields=alt_text,preview_image_url,type,url,variants";
    if (names == XNames::current) {
        return "post.fields=attachments,created_at,entities,lang,note_post,text"
               "&expansions=attachments.media_keys,edit_history_post_ids,referenced_posts" +
               media;
    }
    return "tweet.fields=attachments,created_at,edit_history_tweet_ids,entities,"
           "in_reply_to_user_id,lang,note_tweet,referenced_tweets"
           "&expansions=attachments.media_keys,referenced_tweets.id" +
           media;
}

std::string x_own_posts(XNames names) {
    if (names == XNames::current)
        return "post.fields=created_at,entities,text&expansions=referenced_posts";
    return "tweet.fields=created_at,entities,referenced_tweets";
}

const Json& x_member(const Json& post, const char* current, const char* former) {
    const auto& value = member(post, current);
    return value.is_null() ? member(post, former) : value;
}

std::string x_reference(const Json& post, std::string_view type) {
    for (const auto& reference : x_member(post, "referenced_posts", "referenced_tweets")) {
        if (string_at(reference, "type") == type) return id_at(reference, "id");
    }
    return {};
}

XText x_text(const Json& post) {
    const auto& note = x_member(post, "note_post", "note_tweet");
    const bool is_long = !string_at(note, "text").empty();
    const auto& whole = is_long ? note : post;
    const auto& entities = member(whole, "entities");
    const auto id = id_at(post, "id");
    auto links = links_of(entities, id);
    // Media stand in the entities of the short text only.
    if (is_long) links.full.merge(links_of(member(post, "entities"), id).full);
    XText read;
    read.text = text::clean_utf8(expanded(unescaped(string_at(whole, "text")), links));
    read.text = std::string(text::trim(read.text));
    read.links = std::move(links.in_order);
    for (const auto& tag : member(entities, "hashtags")) {
        if (auto word = string_at(tag, "tag"); !word.empty()) read.tags.push_back(std::move(word));
    }
    return read;
}

}  // namespace glossd::platform
