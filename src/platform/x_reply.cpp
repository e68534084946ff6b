#include "platform/x_reply.hpp"

#include "platform/json.hpp"
#include "text/ascii.hpp"
#include "text/length.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace glossd::platform {

using model::Duration;
using model::HttpReply;
using model::Outcome;
using model::OutcomeKind;
using namespace std::chrono_literals;

namespace {

constexpr text::LengthRule shown{.limit = 200};

struct Problem {
    std::string type;                 // "https://api.x.com/2/problems/usage-capped", lower case
    std::string words;                // all it says, lower case
    std::string told;                 // one line for the operator
    std::vector<std::int64_t> codes;  // of the older kind of errors

    bool says(std::initializer_list<std::string_view> needles) const {
        return std::any_of(needles.begin(), needles.end(), [&](std::string_view needle) {
            return words.find(needle) != std::string::npos ||
                   type.find(needle) != std::string::npos;
        });
    }
    bool has(std::initializer_list<std::int64_t> numbers) const {
        return std::find_first_of(codes.begin(), codes.end(), numbers.begin(), numbers.end()) !=
               codes.end();
    }
};

void add(std::string& words, const std::string& more) {
    if (more.empty() || words.find(more) != std::string::npos) return;
    words += (words.empty() ? "" : ": ") + more;
}

Problem problem_of(const HttpReply& reply) {
    const auto body = parse_json(reply.body);
    Problem problem;
    problem.type = text::to_lower(string_at(body, "type"));
    std::string words = string_at(body, "title");
    add(words, string_at(body, "detail"));
    add(words, string_at(body, "reason"));
    for (const auto& error : member(body, "errors")) {
        add(words, string_at(error, "message"));
        add(words, string_at(error, "detail"));
        if (const auto code = number_at(error, "code")) problem.codes.push_back(*code);
    }
    add(words, string_at(body, "message"));
    problem.told = text::excerpt(shown, text::fold_space(text::clean_utf8(words)));
    problem.words = text::to_lower(words);
    return problem;
}

std::optional<std::int64_t> number_in(const HttpReply& reply, const std::string& name) {
    const auto* value = reply.header(name);
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error != std::errc{} || end != value->data() + value->size()) return std::nullopt;
    return number;
}

// Counted from the reply's own Date, so that no clock of ours comes into it.
std::optional<Duration> until_reset(const HttpReply& reply, const std::string& limit) {
    const auto reset = number_in(reply, limit + "-reset");
    const auto* date = reply.header("Date");
    const auto now = date ? text::parse_date(*date) : std::nullopt;
    if (!reset || !now) return std::nullopt;
    const auto left = model::WallTime(std::chrono::seconds(*reset)) - *now;
    return std::clamp<Duration>(left, 1s, 48h);
}

constexpr std::array<const char*, 2> daily{"x-user-limit-24hour", "x-app-limit-24hour"};

std::optional<Duration> until_tomorrow(const HttpReply& reply) {
    for (const auto* limit : daily) {
        if (number_in(reply, std::string(limit) + "-remaining").value_or(1) > 0) continue;
        if (const auto left = until_reset(reply, limit)) return left;
    }
    return std::nullopt;
}

Outcome limited(const HttpReply& reply, const Problem& problem) {
    if (problem.says({"usage-capped", "usagecap", "usage cap"}))
        return {OutcomeKind::quota, problem.told, until_reset(reply, "x-rate-limit")};
    if (const auto left = until_tomorrow(reply)) return {OutcomeKind::quota, problem.told, left};
    constexpr Duration window = 15min;  // X's limits are per fifteen minutes
    return {OutcomeKind::rate_limited, problem.told,
            until_reset(reply, "x-rate-limit").value_or(window)};
}

// What is wrong with the app or the account, not with this request.
bool is_about_credential(const Problem& problem) {
    return problem.has({32, 64, 89, 135, 215, 261, 326, 453}) ||
           problem.says({"client-forbidden", "client-not-enrolled", "oauth1-permissions",
                         "unsupported-authentication", "suspended", "locked", "access level",
                         "subset of", "app permissions", "developer app"});
}

Outcome forbidden(const Problem& problem) {
    if (problem.has({187}) || problem.says({"duplicate content"}))
        return {OutcomeKind::unknown, problem.told, std::nullopt, true};
    if (problem.has({186}) || problem.says({"too long"}))
        return {OutcomeKind::too_large, problem.told, std::nullopt};
    if (problem.has({185}) || problem.says({"usage-capped", "daily limit", "credits"}))
        return {OutcomeKind::quota, problem.told, std::nullopt};
    const auto kind =
        is_about_credential(problem) ? OutcomeKind::unauthorized : OutcomeKind::rejected;
    return {kind, problem.told, std::nullopt};
}

Outcome refusal(const HttpReply& reply, const Problem& problem, OutcomeKind when_broken) {
    const auto plain = [&](OutcomeKind kind) { return Outcome{kind, problem.told, std::nullopt}; };
    switch (reply.status) {
        case 401:
            return plain(OutcomeKind::unauthorized);
        case 402:
            return plain(OutcomeKind::quota);
        case 403:
            return forbidden(problem);
        case 408:
            return plain(when_broken);
        case 413:
            return plain(OutcomeKind::too_large);
        case 429:
            return limited(reply, problem);
        default:
            break;
    }
    if (reply.status >= 500) return plain(when_broken);
    const bool too_long = problem.has({186}) || problem.says({"too long"});
    return plain(reply.status == 400 && too_long ? OutcomeKind::too_large : OutcomeKind::rejected);
}

Outcome outcome_of(const HttpReply& reply, OutcomeKind when_broken) {
    auto outcome = refusal(reply, problem_of(reply), when_broken);
    const auto words = std::exchange(outcome.message, fmt::format("HTTP {}", reply.status));
    if (!words.empty()) outcome.message += ": " + words;
    return outcome;
}

}  // namespace

Outcome x_read_outcome(const HttpReply& reply) {
    auto outcome = outcome_of(reply, OutcomeKind::transient);
    // Nothing is posted by reading, whatever the words.
    if (outcome.kind == OutcomeKind::unknown)
        outcome = {OutcomeKind::rejected, outcome.message, {}};
    return outcome;
}

Outcome x_post_outcome(const HttpReply& reply) {
    return outcome_of(reply, OutcomeKind::unknown);
}

std::optional<Duration> x_rest(const HttpReply& reply) {
    if (const auto left = until_tomorrow(reply)) return left;
    if (number_in(reply, "x-rate-limit-remaining").value_or(1) > 0) return std::nullopt;
    return until_reset(reply, "x-rate-limit");
}

bool x_refuses_names(const HttpReply& reply) {
    if (reply.status != 400) return false;
    const auto words = problem_of(reply).words;
    const auto body = parse_json(reply.body);
    const auto named = [](std::string_view text) {
        for (const auto* name :
             {"post.fields", "tweet.fields", "expansions", "note_", "referenced_"}) {
            if (text.find(name) != text.npos) return true;
        }
        return false;
    };
    if (named(words) || named(string_at(body, "parameter"))) return true;
    for (const auto& error : member(body, "errors")) {
        const auto& parameters = member(error, "parameters");
        if (!parameters.is_object()) continue;
        for (const auto& [name, value] : parameters.items()) {
            if (named(name)) return true;
        }
    }
    return false;
}

}  // namespace glossd::platform
