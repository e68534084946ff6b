#include "publishers/mastodon/search.hpp"

#include "publishers/json.hpp"

#include <algorithm>
#include <utility>

namespace glossd::publishers::mastodon {

namespace {

constexpr std::size_t most_candidates = 5;  // each costs a request

bool is_true(const Json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_boolean() && value.get<bool>();
}

}  // namespace

void Search::add(Candidate candidate) {
    const auto place =
        std::upper_bound(nearest.begin(), nearest.end(), candidate,
                         [](const Candidate& a, const Candidate& b) { return a.away < b.away; });
    nearest.insert(place, std::move(candidate));
    if (nearest.size() > most_candidates) nearest.pop_back();
}

Progress Search::progress() const {
    OrderedJson json;
    json["pages"] = pages;
    json["max_id"] = max_id;
    if (match) {
        json["match"] = {{"id", match->remote_id}, {"url", match->remote_url}};
        json["match_in_language"] = match_in_language;
    }
    json["nearest"] = OrderedJson::array();
    for (const auto& [id, url, away] : nearest) {
        json["nearest"].push_back({{"id", id}, {"url", url}, {"away", away}});
    }
    json["asking"] = asking;
    json["whole"] = whole;
    return {write_json(json)};
}

Search Search::of(const Progress& progress) {
    Search search;
    const auto json = parse_json(progress.state);
    if (!json.is_object()) return search;
    search.pages = static_cast<int>(number_at(json, "pages").value_or(0));
    search.max_id = string_at(json, "max_id");
    if (const auto& match = member(json, "match"); match.is_object()) {
        search.match = Published{string_at(match, "id"), string_at(match, "url")};
    }
    search.match_in_language = is_true(json, "match_in_language");
    for (const auto& item : member(json, "nearest")) {
        search.nearest.push_back(
            {string_at(item, "id"), string_at(item, "url"), number_at(item, "away").value_or(0)});
    }
    search.asking = is_true(json, "asking");
    search.whole = is_true(json, "whole");
    return search;
}

}  // namespace glossd::publishers::mastodon
