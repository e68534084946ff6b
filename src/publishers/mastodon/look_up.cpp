#include "publishers/mastodon/look_up.hpp"

#include "publishers/http_reply.hpp"
#include "publishers/mastodon/search.hpp"
#include "publishers/normal_form.hpp"
#include "text/ascii.hpp"
#include "text/html.hpp"
#include "text/percent.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers::mastodon {

using model::Outcome;
using model::OutcomeKind;
using model::WallTime;

namespace {

constexpr int page_size = 40;  // the API's largest
constexpr std::size_t usual_page = 20;
constexpr int most_pages = 10;

// How far the server's clock may be behind ours. Mastodon itself lets the clocks of two servers
// differ by an hour. Too wide a margin costs a page; too narrow a one would post twice.
constexpr std::chrono::hours clock_margin{1};

// What was sent, in the forms it is compared in.
struct Wanted {
    std::string text;
    std::string warning;
    std::string language;  // primary code
    std::string reply_to;
};

std::string primary(std::string_view code) {
    return text::to_lower(code.substr(0, code.find('-')));
}

Wanted wanted_of(const SendPart& part) {
    const auto payload = parse_json(part.payload);
    return {normal_form(string_at(payload, "status")),
            normal_form(string_at(payload, "spoiler_text")),
            primary(string_at(payload, "language")), part.reply_to};
}

bool is_wanted(const Wanted& wanted, const std::string& text, const std::string& warning) {
    return normal_form(text) == wanted.text && normal_form(warning) == wanted.warning;
}

// The earliest time that the server can have given our status. An answer dated before the
// attempt proves its clock to be behind by at least the difference.
std::optional<WallTime> horizon_of(const SendPart& part, const model::HttpReply& reply) {
    if (!part.attempt_started) return std::nullopt;
    auto earliest = *part.attempt_started;
    if (const auto* header = reply.header("Date")) {
        if (const auto date = text::parse_date(*header)) earliest = std::min(earliest, *date);
    }
    return earliest - clock_margin;
}

class PageReader {
  public:
    PageReader(const SendPart& part, const model::HttpReply& reply, const Taken& taken)
        : part_(part), wanted_(wanted_of(part)), horizon_(horizon_of(part, reply)), taken_(taken) {}

    // Newest to oldest, as the server lists them: the oldest match stays.
    void read(const Json& page, Search& search) const {
        for (const auto& status : page) consider(status, search);
    }

    bool reaches_back(const Json& page) const { return is_before(created(page.back())); }

  private:
    static std::optional<WallTime> created(const Json& status) {
        return text::parse_date(string_at(status, "created_at"));
    }

    bool is_before(std::optional<WallTime> time) const {
        return time && horizon_ && *time < *horizon_;
    }

    void consider(const Json& status, Search& search) const {
        const auto id = id_at(status, "id");
        const auto time = created(status);
        if (id.empty() || is_before(time) || !member(status, "reblog").is_null()) return;
        if (id_at(status, "in_reply_to_id") != wanted_.reply_to || taken_(id)) return;
        const auto text = text::html_to_text(string_at(status, "content")).text;
        if (!is_wanted(wanted_, text, string_at(status, "spoiler_text"))) {
            return search.add({id, address_of(status), away(time)});
        }
        // A server that does not know our language reports the account's own: that alone is no
        // proof against a match, but one in the right language is better.
        const auto language = primary(string_at(status, "language"));
        const bool in_language = language.empty() || language == wanted_.language;
        if (search.match && search.match_in_language && !in_language) return;
        search.match = Published{id, address_of(status)};
        search.match_in_language = in_language;
    }

    std::int64_t away(std::optional<WallTime> time) const {
        if (!time || !part_.attempt_started) return 0;
        return std::abs((*time - *part_.attempt_started).count());
    }

    const SendPart& part_;
    Wanted wanted_;
    std::optional<WallTime> horizon_;
    const Taken& taken_;
};

// The pages are read, or as many as may be; what is left is to ask for sources.
LookedUp conclude(const Search& search) {
    if (search.match) return *search.match;
    if (!search.nearest.empty()) return search.progress();
    if (search.whole) return Absent{};
    return Outcome{OutcomeKind::rejected,
                   fmt::format("the account's list of posts was read for {} pages without getting "
                               "back to the time of the attempt",
                               search.pages),
                   std::nullopt};
}

LookedUp read_page(const Api& api, const SendPart& part, Search search,
                   const model::HttpReply& reply, const Taken& taken) {
    const auto page = reply.status == 200 ? parse_json(reply.body) : Json();
    if (!page.is_array()) {
        // 404 and the like stay as they are; a 200 that is no list is a page of some proxy.
        const auto kind = reply.status == 200 ? OutcomeKind::transient : OutcomeKind::rejected;
        return outcome_of(kind, reply, api.token());
    }
    const PageReader reader(part, reply, taken);
    ++search.pages;
    search.asking = true;
    if (page.empty()) return conclude(search);
    reader.read(page, search);
    const auto oldest = id_at(page.back(), "id");
    if (reader.reaches_back(page)) return conclude(search);
    // A server that ignores max_id shows the same again: all it has, when that is not a full page.
    const bool stands_still = oldest.empty() || oldest == search.max_id;
    if (stands_still || search.pages >= most_pages) {
        search.whole = stands_still && page.size() < usual_page;
        return conclude(search);
    }
    search.max_id = oldest;
    search.asking = false;
    return search.progress();
}

LookedUp read_source(const SendPart& part, Search search, const model::HttpReply& reply) {
    const auto source = reply.status == 200 ? parse_json(reply.body) : Json();
    const auto candidate = search.nearest.front();
    search.nearest.erase(search.nearest.begin());
    if (source.contains("text") &&
        is_wanted(wanted_of(part), string_at(source, "text"), string_at(source, "spoiler_text"))) {
        search.match = Published{candidate.id, candidate.url};
    }
    return conclude(search);
}

}  // namespace

model::HttpRequest look_up_request(const Api& api, const AccountFacts& facts,
                                   const Progress& progress) {
    const auto search = Search::of(progress);
    if (search.asking && !search.nearest.empty()) {
        return api.get("/api/v1/statuses/" + text::percent_encode(search.nearest.front().id) +
                       "/source");
    }
    auto path = fmt::format("/api/v1/accounts/{}/statuses?limit={}&exclude_reblogs=true",
                            text::percent_encode(facts.account_id), page_size);
    if (!search.max_id.empty()) path += "&max_id=" + text::percent_encode(search.max_id);
    return api.get(path);
}

LookedUp read_look_up(const Api& api, const SendPart& part, const Progress& progress,
                      const model::Reply& reply, const Taken& taken) {
    const auto http = reply_to_read(reply);
    if (!http) return http.error();
    auto search = Search::of(progress);
    const bool asking = search.asking && !search.nearest.empty();
    // One status whose source is not to be had says nothing about the credential.
    const bool refused = (*http)->status == 401 || (*http)->status == 403;
    if (auto trouble = api.trouble(**http); trouble && !(asking && refused)) {
        return std::move(*trouble);
    }
    if (asking) return read_source(part, std::move(search), **http);
    return read_page(api, part, std::move(search), **http, taken);
}

}  // namespace glossd::publishers::mastodon
