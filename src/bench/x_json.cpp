#include "bench/x_json.hpp"

#include "bench/timestamp.hpp"
#include "text/hash.hpp"
#include "text/mask.hpp"
#include "text/x_length.hpp"
#include "text/x_links.hpp"

#include <set>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using nlohmann::json;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    }
    return out;
}

std::string short_link(const std::string& full) {
    return "https://t.co/" + text::sha256_hex(full).substr(0, 10);
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

// A text as X keeps it, and where its links and tags stand in it, in code points.
struct Shown {
    std::string text;
    json urls = json::array();
    json hashtags = json::array();

    void add_link(const std::string& full, const std::string& media_key = "") {
        const auto link = short_link(full);
        const auto start = code_points(text);
        json url{{"start", start},
                 {"end", start + link.size()},
                 {"url", link},
                 {"expanded_url", full},
                 {"display_url", full}};
        if (!media_key.empty()) url["media_key"] = media_key;
        urls.push_back(std::move(url));
        text += link;
    }

    json entities() const {
        json all = json::object();
        if (!urls.empty()) all["urls"] = urls;
        if (!hashtags.empty()) all["hashtags"] = hashtags;
        return all;
    }
};

Shown show(std::string_view typed) {
    Shown shown;
    std::size_t from = 0;
    for (const auto& link : text::find_x_links(typed)) {
        shown.text += escaped(typed.substr(from, link.begin - from));
        std::string full(typed.substr(link.begin, link.end - link.begin));
        shown.add_link(full.find("://") == full.npos ? "http://" + full : full);
        from = link.end;
    }
    shown.text += escaped(typed.substr(from));
    for (const auto& span : text::find_spans(shown.text)) {
        if (span.kind != model::SpanKind::hashtag) continue;
        const auto start = code_points(std::string_view(shown.text).substr(0, span.begin));
        const auto tag = shown.text.substr(span.begin, span.end - span.begin);
        shown.hashtags.push_back(
            {{"start", start}, {"end", start + code_points(tag)}, {"tag", tag.substr(1)}});
    }
    return shown;
}

std::string post_address(const XPost& post) {
    return "https://x.com/" + post.account + "/status/" + post.id;
}

std::string media_key(const XPost& post, std::size_t number) {
    return fmt::format("3_{}{}", post.id, number);
}

json references_of(const XPost& post) {
    json all = json::array();
    const auto add = [&](const char* type, const std::string& id) {
        if (!id.empty()) all.push_back({{"type", type}, {"id", id}});
    };
    add("replied_to", post.reply_to);
    add("quoted", post.quoted);
    add("retweeted", post.reposted);
    return all;
}

json history_of(const XPost& post) {
    json ids = post.earlier;
    ids.push_back(post.id);
    return ids;
}

// The short text of a long post ends where X cuts it.
Shown short_form(const XPost& post) {
    constexpr std::size_t cut = 274;
    if (text::x_length(post.text) <= text::x_limit) return show(post.text);
    std::size_t end = std::min(cut, post.text.size());
    while (end > 0 && (static_cast<unsigned char>(post.text[end]) & 0xC0) == 0x80) --end;
    auto shown = show(post.text.substr(0, end));
    shown.text += "… ";
    shown.add_link(post_address(post));
    return shown;
}

json post_json(const XPost& post, bool current_names, const XFind& find) {
    auto shown = short_form(post);
    json made{{"id", post.id},
              {"lang", post.language},
              {"author_id", x_user_id(post.account)},
              {"created_at", iso_timestamp(post.created, 3)}};
    if (!post.media.empty()) {
        json keys = json::array();
        for (std::size_t i = 0; i < post.media.size(); ++i) keys.push_back(media_key(post, i));
        made["attachments"] = {{"media_keys", keys}};
        shown.text += " ";
        shown.add_link(post_address(post) + "/photo/1", media_key(post, 0));
    }
    made["text"] = shown.text;
    if (auto entities = shown.entities(); !entities.empty()) made["entities"] = entities;
    if (text::x_length(post.text) > text::x_limit) {
        const auto whole = show(post.text);
        json note{{"text", whole.text}};
        if (auto entities = whole.entities(); !entities.empty()) note["entities"] = entities;
        made[current_names ? "note_post" : "note_tweet"] = note;
    }
    const auto references = references_of(post);
    if (!references.empty())
        made[current_names ? "referenced_posts" : "referenced_tweets"] = references;
    made[current_names ? "edit_history_post_ids" : "edit_history_tweet_ids"] = history_of(post);
    // Current names have no field for whom a reply is to, only an expansion.
    const auto* answered = current_names ? nullptr : find(post.reply_to);
    if (answered) made["in_reply_to_user_id"] = x_user_id(answered->account);
    return made;
}

json media_json(const XPost& post, std::size_t number) {
    const auto& media = post.media[number];
    json made{{"media_key", media_key(post, number)}, {"type", media.type}};
    if (!media.alt.empty()) made["alt_text"] = media.alt;
    if (media.type == "photo") {
        made["url"] = media.url;
    } else {
        made["variants"] = {
            {{"content_type", "application/x-mpegURL"}, {"url", media.url + ".m3u8"}},
            {{"content_type", "video/mp4"}, {"bit_rate", 256000}, {"url", media.url}}};
    }
    return made;
}

}  // namespace

std::string x_user_id(const std::string& username) {
    // Any number will do, as long as it is always the same.
    std::uint64_t id = 1'000'000;
    for (const char c : username) id = id * 31 % 1'000'000'007 + static_cast<unsigned char>(c);
    return std::to_string(id);
}

json x_user_json(const std::string& username) {
    return {{"id", x_user_id(username)}, {"name", username}, {"username", username}};
}

std::string x_shown_text(const XPost& post) {
    return show(post.text).text;
}

json x_page_json(const XPage& page, bool current_names, const std::string& token,
                 const XFind& find) {
    json data = json::array();
    json media = json::array();
    json posts = json::array();
    std::set<std::string> included;
    for (const auto& post : page.posts) {
        data.push_back(post_json(post, current_names, find));
        for (std::size_t i = 0; i < post.media.size(); ++i) media.push_back(media_json(post, i));
        for (const auto& id : {post.reply_to, post.quoted, post.reposted}) {
            const auto* other = find(id);
            if (!other || !included.insert(id).second) continue;
            posts.push_back(post_json(*other, current_names, find));
            for (std::size_t i = 0; i < other->media.size(); ++i)
                media.push_back(media_json(*other, i));
        }
    }
    json body{{"meta", {{"result_count", page.posts.size()}}}};
    if (page.posts.empty()) return body;
    body["data"] = data;
    if (!media.empty()) body["includes"]["media"] = media;
    if (!posts.empty()) body["includes"][current_names ? "posts" : "tweets"] = posts;
    body["meta"]["newest_id"] = page.posts.front().id;
    body["meta"]["oldest_id"] = page.posts.back().id;
    if (!token.empty()) body["meta"]["next_token"] = token;
    return body;
}

json x_problem(int status, const std::string& title, const std::string& detail) {
    return {{"type", "about:blank"}, {"title", title}, {"detail", detail}, {"status", status}};
}

json x_parameter_problem(const std::string& name, const std::string& value) {
    return {{"errors",
             {{{"parameters", {{name, {value}}}},
               {"message", fmt::format("The query parameter [{}] is not valid", name)}}}},
            {"title", "Invalid Request"},
            {"detail", "One or more parameters to your request was invalid."},
            {"type", "https://api.x.com/2/problems/invalid-request"}};
}

}  // namespace glossd::bench
