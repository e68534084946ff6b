// The configuration in force: plain values, resolved and checked. config/keys.cpp is the one
// table that fills them; nothing else may read TOML or GLOSSD_ variables.
#pragma once

#include "model/language.hpp"
#include "model/manner.hpp"
#include "model/term.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace glossd::config {

using model::Duration;

// A secret's value is only ever read through reveal(); printing shows where it came from.
class Secret {
  public:
    Secret() = default;
    Secret(std::string value, std::string origin)
        : value_(std::move(value)), origin_(std::move(origin)) {}

    const std::string& reveal() const { return value_; }
    const std::string& origin() const { return origin_; }  // "env LLM_KEY", "file /x", "literal"
    bool empty() const { return value_.empty(); }

    bool operator==(const Secret&) const = default;

  private:
    std::string value_;
    std::string origin_;
};

// Where a setting was written, for messages that come up after parsing.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;

    bool operator==(const Place&) const = default;
};

struct GlossdSettings {
    std::string state;       // directory; a relative path counts from the config file
    std::string preset;      // "production", "balanced", "low_resource"
    std::string log_format;  // "auto", "text", "json", "journal"
    Duration poll_interval{};
    Duration retention{};
    bool allow_private_addresses = false;
    std::string listen;  // as parse_listen() reads it; empty: nothing listens
    Secret api_token;
};

struct HttpSettings {
    int max_connections = 0;
    int max_connections_per_host = 0;
    Duration keep_alive{};
    Duration dns_ttl{};
};

enum class DedupScope { source, all };

struct DedupSettings {
    Duration ttl{};
    std::int64_t max_entries = 0;
    DedupScope scope = DedupScope::source;
};

struct CacheSettings {
    Duration ttl{};
    std::int64_t max_entries = 0;
    std::int64_t max_bytes = 0;
};

// Who is told of an alert.
struct AlertNotice {
    enum class Kind { command, webhook, target };
    Kind kind = Kind::command;
    std::string value;  // for /bin/sh, an address, or a target's name

    bool operator==(const AlertNotice&) const = default;
};

struct AlertSettings {
    double error_rate = 0;  // zero: not watched
    Duration lag{};         // zero: not watched
    std::vector<AlertNotice> notify;
    std::string digest;  // "HH:MM" of local time, once a day to the same; empty: none
};

struct FirstRun {
    enum class Kind { skip, latest, all };
    Kind kind = Kind::skip;
    int count = 0;  // of Kind::latest

    bool operator==(const FirstRun&) const = default;
};

// x: keys of an app and tokens of an account, for OAuth 1.0a (the first four) or 2.0 (the rest).
struct OAuthSettings {
    Secret api_key;
    Secret api_secret;
    Secret access_token;
    Secret access_secret;
    std::string client_id;
    Secret client_secret;  // empty: a public client
    Secret refresh_token;  // the first one; the ledger has those that followed
};

enum class Replies { none, own, all };
enum class FieldNames { automatic, current, former };

// Limits common to every engine, target and paid source; zero: no limit.
struct LimitSettings {
    int max_concurrent = 1;
    bool adaptive = false;  // engines: the limit in force is found, up to max_concurrent
    double requests_per_minute = 0;
    double tokens_per_minute = 0;
    double characters_per_minute = 0;
    // Budgets, by the calendar in UTC.
    std::int64_t requests_per_day = 0;
    std::int64_t requests_per_month = 0;
    std::int64_t characters_per_day = 0;
    std::int64_t characters_per_month = 0;
    std::int64_t tokens_per_day = 0;
    std::int64_t tokens_per_month = 0;
    double money_per_day = 0;
    double money_per_month = 0;
    // In the operator's currency.
    double price_request = 0;
    double price_characters = 0;  // of a million of them, as the next two
    double price_input = 0;       // tokens
    double price_output = 0;
};

struct SourceSettings {
    std::string name;
    std::string type;  // "feed", "x"
    Place place;
    std::string url;       // or a file path, absolute
    std::string username;  // x: without '@'
    std::string base_url;  // x: without trailing slash
    Secret token;          // x: of an app, reads only
    OAuthSettings oauth;
    Replies replies = Replies::own;                  // x
    bool reposts = false;                            // x
    FieldNames field_names = FieldNames::automatic;  // x
    Duration poll_interval{};
    model::Language language;  // overrides the source's own tag when set
    FirstRun first_run;
    Duration max_age{};   // zero: any age
    Duration delay{};     // between intake and translation
    int max_backlog = 0;  // new posts that may wait for one target; zero: any number
    int priority = 0;
    std::vector<std::string> include;
    std::vector<std::string> exclude;
    std::vector<std::string> visibility;
    LimitSettings limits;  // x: its budgets
};

struct EngineSettings {
    std::string name;
    std::string type;  // as in the table of engines/table.cpp
    Place place;
    std::string base_url;  // without trailing slash; empty: the service's own
    std::string model;
    Secret api_key;
    std::string region;       // azure: of the resource; empty: a global one
    std::string api_version;  // openai at Azure: the query `api-version`; empty: not Azure
    std::string context;      // deepl: what the posts are about
    std::string glossary_id;  // deepl: a glossary of the account; empty: none
    LimitSettings limits;
    int batch_max = 1;
    Duration batch_wait{};         // how long a half-full batch waits for company
    Duration batch_target_time{};  // how long a call may take; zero: any time
    Duration timeout{};
    int context_window = 0;       // tokens
    std::string extra_body;       // language models: JSON merged into the request
    std::string json_mode;        // openai: "schema", "object", "none"
    std::string token_cap_field;  // openai: "max_completion_tokens", "max_tokens"
    std::optional<double> temperature;
    std::string thinking;  // gemini: "minimal" to "high"; empty: the least the model knows
    Duration idle_stop{};  // apertium: a pipeline unused so long is stopped
    std::string data_dir;  // apertium: where modes/ is
    std::vector<std::string> through;  // apertium: languages between, where no direct pair is
};

enum class Order { strict, any };
enum class OnUnknown { reconcile, hold, resend };
enum class OnMediaError { skip, hold };
enum class FeedFormat { atom, json, rss };

struct TargetSettings {
    std::string name;
    std::string type;  // "mastodon", "x", "webhook", "feed"
    Place place;
    model::Language language;
    std::string server;    // mastodon: origin, without trailing slash
    std::string base_url;  // x: without trailing slash
    Secret token;
    OAuthSettings oauth;
    std::string url;   // webhook
    std::string path;  // feed: absolute
    FeedFormat format = FeedFormat::atom;
    std::string title;  // feed: its title; empty: made from source and language
    std::string link;   // feed: its own public address, for rel="self"
    int window = 50;    // feed: items kept
    std::string visibility;
    Order order = Order::strict;
    OnUnknown on_unknown = OnUnknown::reconcile;
    LimitSettings limits;
    int max_per_hour = 0;  // parts; zero: no ceiling
    int max_parts = 4;
    bool shorten = true;
    Duration settle{};
    Duration timeout{};
    bool approve = false;
    std::string template_text;  // empty: the default for the post's kind
    std::string disclosure;     // "auto": the usual words of the language
    model::Tone tone;
    model::Hashtags hashtags = model::Hashtags::keep;
    bool attach_media = false;  // mastodon, x: images go along
    OnMediaError on_media_error = OnMediaError::skip;
};

struct GlossarySettings {
    std::string name;
    Place place;
    std::string file;                // absolute; CSV or TOML by its ending
    model::Language from;            // empty: any
    model::Language to;              // empty: any
    std::vector<model::Term> terms;  // what the file says
};

struct RouteSettings {
    std::vector<std::string> sources;
    std::vector<std::string> targets;
    std::vector<std::string> engines;
    std::string verify_engine;  // name; empty: translations are not verified
    int verify_threshold = 0;   // score from which on the verifier's own text is taken
    Place place;
};

struct Config {
    std::string file;
    bool sequential = false;  // of the command line; see config/sequential.hpp
    GlossdSettings glossd;
    HttpSettings http;
    DedupSettings dedup;
    CacheSettings cache;
    AlertSettings alert;
    std::vector<SourceSettings> sources;
    std::vector<EngineSettings> engines;
    std::vector<TargetSettings> targets;
    std::vector<GlossarySettings> glossaries;
    std::vector<RouteSettings> routes;  // never empty after loading: the default route is explicit
};

}  // namespace glossd::config
