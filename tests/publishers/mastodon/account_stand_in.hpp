// An account's posts as a server would list them, and a look-up run to its end against them.
#pragma once

#include "publishers/support.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace glossd::publishers {

struct Post {
    std::string id;
    std::string created;
    std::string content;  // HTML
    std::string reply_to;
    std::string warning;
    std::optional<std::string> language = "es";
    bool boost = false;
    std::optional<std::string> source;  // plain text; nothing: 404
};

struct Account {
    std::vector<Post> posts;  // newest first
    std::size_t page_size = 40;
    bool ignores_max_id = false;
    std::string date;  // the server's clock
    std::set<std::string> taken;

    std::vector<std::string> asked;  // paths, in order

    model::Reply answer(const std::string& url);
    // Until it is neither Progress nor more than 30 requests.
    LookedUp look_up(const SendPart& part);
};

inline OrderedJson json_of(const Post& post) {
    OrderedJson json;
    json["id"] = post.id;
    json["created_at"] = post.created;
    json["url"] = "https://m.example/@n/" + post.id;
    json["content"] = post.content;
    json["spoiler_text"] = post.warning;
    json["language"] = post.language ? OrderedJson(*post.language) : OrderedJson();
    json["in_reply_to_id"] = post.reply_to.empty() ? OrderedJson() : OrderedJson(post.reply_to);
    json["reblog"] = post.boost ? OrderedJson::object() : OrderedJson();
    return json;
}

inline model::Reply Account::answer(const std::string& url) {
    asked.push_back(url.substr(std::string("https://m.example").size()));
    const model::Headers headers = date.empty() ? model::Headers{} : model::Headers{{"Date", date}};
    if (const auto end = url.find("/source"); end != std::string::npos) {
        const auto begin = url.rfind('/', end - 1) + 1;
        for (const auto& post : posts) {
            if (post.id != url.substr(begin, end - begin) || !post.source) continue;
            OrderedJson json;
            json["id"] = post.id;
            json["text"] = *post.source;
            json["spoiler_text"] = post.warning;
            return reply(200, json.dump(), headers);
        }
        return reply(404, "", headers);
    }
    const auto at = url.find("&max_id=");
    const auto max_id = at == std::string::npos ? std::string() : url.substr(at + 8);
    bool showing = max_id.empty() || ignores_max_id;
    auto page = OrderedJson::array();
    for (const auto& post : posts) {
        if (showing && page.size() < page_size) page.push_back(json_of(post));
        showing = showing || post.id == max_id;
    }
    return reply(200, page.dump(), headers);
}

inline LookedUp Account::look_up(const SendPart& part) {
    const auto publisher = account_publisher(target_settings("mastodon"));
    const AccountFacts facts{{text::Counting::mastodon, 500, 23}, "1/7", "@n@m.example", ""};
    Progress progress;
    for (int i = 0; i < 30; ++i) {
        const auto request = http(publisher->look_up_request(part, facts, progress));
        CHECK(header(request, "Authorization") == "Bearer s3cret");
        auto found = publisher->read_look_up(part, facts, progress, answer(request.url),
                                             [&](const auto& id) { return taken.count(id) > 0; });
        if (!std::holds_alternative<Progress>(found)) return found;
        progress = std::get<Progress>(found);
    }
    FAIL("the look-up does not end");
    return Absent{};
}

}  // namespace glossd::publishers
