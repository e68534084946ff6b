#include "sources/x/posts.hpp"

#include "platform/x_post.hpp"
#include "text/ascii.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace glossd::sources::x {

using config::Replies;
using platform::id_at;
using platform::Json;
using platform::member;
using platform::string_at;

namespace {

// What came along with a page, by its key.
struct Included {
    std::map<std::string, const Json*> posts;
    std::map<std::string, const Json*> media;

    void add(const Json& includes) {
        for (const auto* name : {"posts", "tweets"}) {
            for (const auto& post : member(includes, name)) posts[id_at(post, "id")] = &post;
        }
        for (const auto& one : member(includes, "media")) media[string_at(one, "media_key")] = &one;
    }
    const Json* post(const std::string& id) const {
        const auto found = posts.find(id);
        return found == posts.end() ? nullptr : found->second;
    }
};

std::string first_id(const Json& post) {
    const auto& chain = platform::x_member(post, "edit_history_post_ids", "edit_history_tweet_ids");
    if (chain.is_array() && !chain.empty() && chain.front().is_string()) return chain.front();
    return id_at(post, "id");
}

// X's own codes for no language ("und", "zxx", "qme": only media) say nothing; two are old.
std::string language_of(const Json& post) {
    const auto code = string_at(post, "lang");
    if (code == "in") return "id";
    if (code == "iw") return "he";
    constexpr std::array<std::string_view, 3> none{"und", "zxx", "art"};
    const bool private_use = code.size() == 3 && code.front() == 'q';
    return private_use || std::find(none.begin(), none.end(), code) != none.end() ? "" : code;
}

// An account's reply to itself goes on with a thread. Where X does not say whom a reply is to, one
// to somebody else begins with the name.
bool is_to_itself(const Json& post, const std::string& parent, const Wanted& wanted,
                  const Included& included) {
    if (const auto to = id_at(post, "in_reply_to_user_id"); !to.empty())
        return to == wanted.user_id;
    if (const auto* answered = included.post(parent)) {
        if (const auto author = id_at(*answered, "author_id"); !author.empty()) {
            return author == wanted.user_id;
        }
    }
    return !string_at(post, "text").starts_with('@');
}

std::string type_by_ending(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const auto ending = text::to_lower(url.substr(std::min(url.rfind('.'), url.size())));
    if (ending == ".jpg" || ending == ".jpeg") return "image/jpeg";
    if (ending == ".png") return "image/png";
    if (ending == ".webp") return "image/webp";
    return ending == ".gif" ? "image/gif" : "";
}

// The MP4 of the most bits; streams in pieces are of no use to anybody who wants a file.
std::optional<model::Media> best_variant(const Json& media) {
    std::optional<model::Media> best;
    std::int64_t best_rate = -1;
    for (const auto& variant : member(media, "variants")) {
        const auto rate = platform::number_at(variant, "bit_rate").value_or(0);
        if (string_at(variant, "content_type") != "video/mp4" || rate <= best_rate) continue;
        best_rate = rate;
        best = model::Media{string_at(variant, "url"), "video/mp4", std::nullopt, 0};
    }
    return best;
}

std::vector<model::Media> media_of(const Json& post, const Included& included) {
    std::vector<model::Media> all;
    for (const auto& key : member(member(post, "attachments"), "media_keys")) {
        const auto found = included.media.find(key.is_string() ? key.get<std::string>() : "");
        if (found == included.media.end()) continue;
        const auto& one = *found->second;
        model::Media media;
        if (string_at(one, "type") == "photo") {
            media.url = string_at(one, "url");
            media.type = type_by_ending(media.url);
        } else {
            media = best_variant(one).value_or(model::Media{});
        }
        if (media.url.empty()) continue;
        if (auto alt = text::clean_utf8(string_at(one, "alt_text")); !alt.empty()) media.alt = alt;
        all.push_back(std::move(media));
    }
    return all;
}

// The text and media of `content`; the rest of `post`. They differ for a repost.
model::Post make_post(const Json& post, const Json& content, const Wanted& wanted,
                      const Included& included, model::WallTime now) {
    auto read = platform::x_text(content);
    model::Post made;
    made.id = first_id(post);
    made.url = "https://x.com/" + wanted.username + "/status/" + id_at(post, "id");
    made.text = std::move(read.text);
    made.language = wanted.language.empty() ? language_of(content) : wanted.language;
    made.published = std::min(text::parse_date(string_at(post, "created_at")).value_or(now), now);
    made.author = "@" + wanted.username;
    made.tags = std::move(read.tags);
    made.links = std::move(read.links);
    made.media = media_of(content, included);
    made.reply_to = platform::x_reference(post, "replied_to");
    made.repost = &post != &content;
    made.visibility = "public";
    return made;
}

class Reader {
  public:
    Reader(const Wanted& wanted, model::WallTime now) : wanted_(wanted), now_(now) {}

    void read(const Json& page) {
        Included included;
        included.add(member(page, "includes"));
        for (const auto& post : member(page, "data")) read(post, included);
    }

    Posts take() {
        std::reverse(result_.posts.begin(), result_.posts.end());
        return std::move(result_);
    }

  private:
    void read(const Json& post, const Included& included) {
        if (id_at(post, "id").empty() || !member(post, "text").is_string()) {
            return not_understood("a post without an id or a text");
        }
        const auto reposted = platform::x_reference(post, "retweeted");
        const auto parent = platform::x_reference(post, "replied_to");
        if (!parent.empty() && !wants_reply(post, parent, included)) return;
        if (reposted.empty()) return add(make_post(post, post, wanted_, included, now_));
        if (!wanted_.reposts) return;
        const auto* content = included.post(reposted);
        if (!content) return not_understood("a repost without the post " + reposted);
        add(make_post(post, *content, wanted_, included, now_));
    }

    bool wants_reply(const Json& post, const std::string& parent, const Included& included) const {
        if (wanted_.replies == Replies::all) return true;
        return wanted_.replies == Replies::own && is_to_itself(post, parent, wanted_, included);
    }

    void add(model::Post post) {
        const bool known = std::any_of(result_.posts.begin(), result_.posts.end(),
                                       [&](const auto& other) { return other.id == post.id; });
        // Newest first: of an edited post the last version came first.
        if (!known) result_.posts.push_back(std::move(post));
    }

    void not_understood(std::string note) {
        result_.notes.push_back(std::move(note) + " was left out");
        result_.whole = false;
    }

    const Wanted& wanted_;
    model::WallTime now_;
    Posts result_;
};

}  // namespace

Posts read_posts(const Wanted& wanted, const std::vector<Json>& pages, model::WallTime now) {
    Reader reader(wanted, now);
    for (const auto& page : pages) reader.read(page);
    return reader.take();
}

}  // namespace glossd::sources::x
