#include "api/story_json.hpp"

#include "api/delivery_json.hpp"
#include "config/find.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/plan.hpp"
#include "text/hash.hpp"
#include "text/mask.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

namespace glossd::api {

namespace {

using nlohmann::ordered_json;

ordered_json post_json(const store::StoredPost& stored) {
    const auto& post = stored.post;
    ordered_json json{{"id", stored.id},
                      {"source", stored.source},
                      {"source_id", post.id},
                      {"url", post.url},
                      {"seen", text::to_rfc3339(stored.seen_at)}};
    if (post.published) json["published"] = text::to_rfc3339(*post.published);
    if (!post.author.empty()) json["author"] = post.author;
    if (post.repost) json["repost"] = true;
    if (!post.reply_to.empty()) json["reply_to"] = post.reply_to;
    if (!post.visibility.empty()) json["visibility"] = post.visibility;
    json["images"] = post.media.size();
    json["content_hash"] = text::to_hex(stored.content_hash);
    json["texts_cleared"] = stored.texts_cleared;
    return json;
}

ordered_json language_json(const config::Config& config, const store::StoredPost& stored) {
    const auto decision = pipeline::decide_language(config, stored);
    auto votes = ordered_json::array();
    for (const auto& vote : decision.votes) {
        votes.push_back({{"of", text::to_string(vote.voter)},
                         {"language", vote.language.tag()},
                         {"confidence", vote.confidence}});
    }
    return {{"used", decision.language.tag()}, {"because", decision.reason}, {"votes", votes}};
}

ordered_json segments_json(const model::Post& post) {
    auto list = ordered_json::array();
    for (const auto& segment : pipeline::segments_of(post)) {
        const auto masked = text::mask(segment.text);
        auto spans = ordered_json::array();
        for (const auto& span : text::spans_in(segment.text))
            spans.push_back({{"kind", model::to_string(span.kind)}, {"text", span.text}});
        list.push_back({{"kind", model::to_string(segment.kind)},
                        {"text", segment.text},
                        {"spans", spans},
                        {"to_translate", !text::nothing_to_translate(masked)}});
    }
    return list;
}

ordered_json lines_of(const std::string& text) {
    auto lines = ordered_json::array();
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> engine_names(const config::Config& config, const std::string& source,
                                      const std::string& target) {
    std::vector<std::string> names;
    const pipeline::Plan plan(config);
    for (const auto engine : plan.engines(source, target))
        names.push_back(config.engines[engine].name);
    return names;
}

ordered_json delivery_json(const config::Config& config, const store::Tables& tables,
                           const model::Delivery& delivery) {
    ordered_json json = to_json(delivery);
    const auto* target = config::find_target(config, delivery.target);
    json["language"] = target ? target->language.tag() : "";
    json["type"] = target ? target->type : "";
    json["engines"] = engine_names(config, delivery.source, delivery.target);
    if (delivery.next_try) json["next_try"] = text::to_rfc3339(*delivery.next_try);
    json["history"] = lines_of(tables.deliveries.history(delivery.id));
    return json;
}

// Where it would go by the routes of now, and did not.
std::vector<std::string> passed_by(const config::Config& config, const std::string& source,
                                   const std::vector<model::Delivery>& deliveries) {
    std::vector<std::string> names;
    const pipeline::Plan plan(config);
    for (const auto& hop : plan.hops(source)) {
        const bool planned =
            std::any_of(deliveries.begin(), deliveries.end(),
                        [&](const auto& delivery) { return delivery.target == hop.target; });
        if (!planned) names.push_back(hop.target);
    }
    return names;
}

}  // namespace

std::optional<ordered_json> story_json(const config::Config& config, const store::Tables& tables,
                                       std::int64_t post) {
    const auto stored = tables.posts.get(post);
    if (!stored) return std::nullopt;
    const auto deliveries = tables.deliveries.of_post(post);
    ordered_json story{{"post", post_json(*stored)},
                       {"language", language_json(config, *stored)},
                       {"segments", segments_json(stored->post)},
                       {"deliveries", ordered_json::array()},
                       {"not_planned", passed_by(config, stored->source, deliveries)}};
    for (const auto& delivery : deliveries)
        story["deliveries"].push_back(delivery_json(config, tables, delivery));
    return story;
}

}  // namespace glossd::api
