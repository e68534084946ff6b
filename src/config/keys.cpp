#include "config/keys.hpp"

#include "config/key_rows.hpp"

#include <chrono>

namespace glossd::config {

namespace {

using namespace std::chrono_literals;

std::vector<Key> glossd_keys() {
    using S = GlossdSettings;
    return {
        {.name = "preset",
         .field = word(slot(&S::preset), {presets.begin(), presets.end()}),
         .help = "A set of defaults; any key still overrides its own.",
         .defaults = {{usual_preset}}},
        {.name = "state",
         .field = path(slot(&S::state)),
         .help = "The directory that holds glossd.db; one daemon owns it.",
         .defaults = {{"/var/lib/glossd"}}},
        {.name = "poll_interval",
         .field = duration(slot(&S::poll_interval), 100ms, 30 * day),
         .help = "How often a source is asked, unless the source says otherwise.",
         .defaults = by_preset("30s", "60s", "5m")},
        {.name = "retention",
         .field = duration(slot(&S::retention), 1s, 100 * year),
         .help = "Texts of finished posts go after this; ids and hashes stay while needed.",
         .defaults = {{"90d"}}},
        {.name = "allow_private_addresses",
         .field = flag(slot(&S::allow_private_addresses)),
         .help = "For addresses found in content and redirects; what this file names is always "
                 "allowed.",
         .defaults = {{"false"}}},
        {.name = "log_format",
         .field = word(slot(&S::log_format), {"auto", "text", "json", "journal"}),
         .help = "auto: journal when systemd reads it, else text; `--log-format` overrides.",
         .defaults = {{"auto"}}},
        {.name = "listen",
         .field = text(slot(&S::listen), "an address like \"127.0.0.1:9464\"", check_listen),
         .help = "The address of metrics and API; \"\" switches them off. Beyond loopback it needs "
                 "`api_token`.",
         .defaults = {{"127.0.0.1:9464"}}},
        {.name = "api_token",
         .field = secret(slot(&S::api_token)),
         .help = "When set, everything but health needs it: `Authorization: Bearer …`."},
    };
}

std::vector<Key> http_keys() {
    using S = HttpSettings;
    return {
        {.name = "max_connections",
         .field = count(slot(&S::max_connections), 1, many),
         .help = "Idle connections kept for reuse; at least twice as many as for one host.",
         .defaults = by_preset("150", "100", "20")},
        {.name = "max_connections_per_host",
         .field = count(slot(&S::max_connections_per_host), 1, many),
         .help = "The same for one host; at least the largest `max_concurrent`.",
         .defaults = by_preset("50", "30", "4")},
        {.name = "keep_alive",
         .field = duration(slot(&S::keep_alive), 0s, 1h),
         .help = "How long an idle connection is kept.",
         .defaults = {{"60s"}}},
        {.name = "dns_ttl",
         .field = duration(slot(&S::dns_ttl), 0s, day),
         .help = "How long a resolved address is believed.",
         .defaults = {{"5m"}}},
    };
}

std::vector<Key> dedup_keys() {
    using S = DedupSettings;
    return {
        {.name = "ttl",
         .field = duration(slot(&S::ttl), 0s, 10 * year),
         .help = "Between the times of publication; the same content after this is news again.",
         .defaults = {{"24h"}}},
        {.name = "max_entries",
         .field = big_count(slot(&S::max_entries), 1),
         .help = "Least recently used go first.",
         .defaults = by_preset("500000", "200000", "50000")},
        {.name = "scope",
         .field = choice<DedupScope>(slot(&S::scope),
                                     {{"source", DedupScope::source}, {"all", DedupScope::all}}),
         .help = "Whether content is compared within a source or among all of them.",
         .defaults = {{"source"}}},
    };
}

std::vector<Key> cache_keys() {
    using S = CacheSettings;
    return {
        {.name = "ttl",
         .field = duration(slot(&S::ttl), 1ms, 100 * year),
         .help = "How long a translation is remembered.",
         .defaults = {{"30d"}}},
        {.name = "max_entries",
         .field = big_count(slot(&S::max_entries), 1),
         .help = "Least recently used go first.",
         .defaults = by_preset("200000", "100000", "20000")},
        {.name = "max_bytes",
         .field = size(slot(&S::max_bytes)),
         .help = "The same by size of the texts.",
         .defaults = by_preset("512MiB", "256MiB", "32MiB")},
    };
}

std::vector<Key> source_place_keys() {
    using S = SourceSettings;
    return {
        name_key<S>("The source's identity: another name is another source."),
        type_key<S>({"feed", "x"}),
        {.name = "url",
         .field = url_or_path(slot(&S::url)),
         .help = "The feed's address; without a scheme, a file.",
         .types = {"feed"},
         .required = {always}},
        {.name = "username",
         .field = text(slot(&S::username), "the name of an account, like \"NASA\"", check_x_name),
         .help = "Whose posts; also as \"@NASA\" or \"https://x.com/NASA\".",
         .types = {"x"},
         .required = {always}},
        {.name = "token",
         .field = secret(slot(&S::token)),
         .help = "An app's bearer token, which can read; instead of the keys of an account.",
         .types = {"x"}},
        {.name = "replies",
         .field = choice<Replies>(
             slot(&S::replies),
             {{"none", Replies::none}, {"own", Replies::own}, {"all", Replies::all}}),
         .help =
             "Which replies are followed; own: the account's to itself, its threads. none costs "
             "least: X then leaves them out.",
         .defaults = {{"own"}},
         .types = {"x"}},
        {.name = "reposts",
         .field = flag(slot(&S::reposts)),
         .help = "Whether what it reposts is followed.",
         .defaults = {{"false"}},
         .types = {"x"}},
        {.name = "field_names",
         .field = choice<FieldNames>(slot(&S::field_names), {{"auto", FieldNames::automatic},
                                                             {"current", FieldNames::current},
                                                             {"former", FieldNames::former}}),
         .help = "current: `post.fields` and the like; former: `tweet.fields`; auto: whichever X "
                 "takes.",
         .defaults = {{"auto"}},
         .types = {"x"}},
    };
}

std::vector<Key> source_intake_keys() {
    using S = SourceSettings;
    return {
        {.name = "poll_interval",
         .field = duration(slot(&S::poll_interval), 100ms, 30 * day),
         .help = "How often it is asked.",
         .defaults = {{"5m", "x"}},
         .inherits = "glossd.poll_interval"},
        {.name = "language",
         .field = language(slot(&S::language)),
         .help =
             "The language of its posts, whatever the source itself says. A long text that surely "
             "is in another language is taken as that."},
        {.name = "first_run",
         .field = first_run(slot(&S::first_run)),
         .help = "What the first intake publishes of the posts that are there already.",
         .defaults = {{"skip"}}},
        {.name = "max_age",
         .field = duration(slot(&S::max_age), 0s, 100 * year),
         .help = "Older posts seen for the first time, and older than the last good poll, are "
                 "not published; \"0s\": any age. The first intake under `first_run` ignores it.",
         .defaults = {{"48h"}}},
        {.name = "delay",
         .field = duration(slot(&S::delay), 0s, 30 * day),
         .help = "A wait before translating. Of a feed, what is mended or taken back meanwhile is "
                 "published mended, or not at all.",
         .defaults = {{"0s"}}},
        {.name = "max_backlog",
         .field = count(slot(&S::max_backlog), 0, 1'000'000),
         .help = "A poll that would leave more posts than this waiting for one target publishes "
                 "none of its own: they are held until `glossd queue choose`. 0: no cap. The first "
                 "intake is `first_run`'s business.",
         .defaults = {{"100"}}},
        {.name = "priority",
         .field = count(slot(&S::priority), -100, 100),
         .help = "Higher goes first where posts wait for one service.",
         .defaults = {{"0"}}},
        {.name = "include",
         .field =
             texts(slot(&S::include), "a list of words, /patterns/ (RE2) and #tags", check_filter),
         .help = "Only posts with one of these are followed; empty: all.",
         .defaults = {{""}}},
        {.name = "exclude",
         .field =
             texts(slot(&S::exclude), "a list of words, /patterns/ (RE2) and #tags", check_filter),
         .help = "Posts with one of these are not followed.",
         .defaults = {{""}}},
        {.name = "visibility",
         .field = words(slot(&S::visibility), {"public", "unlisted"}),
         .help = "Posts with these are followed; private ones are never read on.",
         .defaults = {{"public"}}},
    };
}

std::vector<Key> source_keys() {
    auto keys = source_place_keys();
    const auto x_keys = oauth_keys<SourceSettings>();
    keys.push_back(x_base_url_key<SourceSettings>());
    keys.insert(keys.end(), x_keys.begin(), x_keys.end());
    const auto intake = source_intake_keys();
    keys.insert(keys.end(), intake.begin(), intake.end());
    const auto budgets = request_budget_keys<SourceSettings>({"x"});
    keys.insert(keys.end(), budgets.begin(), budgets.end());
    return keys;
}

std::vector<Key> route_keys() {
    using S = RouteSettings;
    return {
        {.name = "sources",
         .field = references(slot(&S::sources), "source"),
         .help = "Whose posts.",
         .inherits = "source"},
        {.name = "targets",
         .field = references(slot(&S::targets), "target"),
         .help = "Where to; a source reaches a target by one route only.",
         .inherits = "target"},
        {.name = "engines",
         .field = references(slot(&S::engines), "engine"),
         .help = "Tried in this order.",
         .inherits = "engine"},
        {.name = "verify_engine",
         .field =
             text(slot(&S::verify_engine), "the name of a language model's engine", check_name),
         .help = "An engine that reads every new translation beside the post and judges it, before "
                 "it is remembered and published. Not shorter versions made for a target's limit. "
                 "When it fails, is away or has used up its budget, the translation passes as it "
                 "is. To be no translator as well, it must not stand in `engines`."},
        {.name = "verify_threshold",
         .field = count(slot(&S::verify_threshold), 1, 100),
         .help = "The verifier scores what is wrong, from 0 (nothing) to 100 (it says something "
                 "else). From this score on its own wording takes the place of the translation, "
                 "if it passes all checks.",
         .defaults = {{"30"}}},
    };
}

std::vector<Section> make_sections() {
    return {
        {.name = "glossd", .help = "The daemon itself.", .keys = glossd_keys()},
        {.name = "http", .help = "Connections to every service.", .keys = http_keys()},
        {.name = "dedup", .help = "The duplicate filter, by content hash.", .keys = dedup_keys()},
        {.name = "cache", .help = "The translation memory.", .keys = cache_keys()},
        {.name = "alert",
         .help = "What is watched, and who is told when something goes wrong.",
         .keys = alert_keys()},
        {.name = "source",
         .form = Form::named_list,
         .help = "What is followed.",
         .keys = source_keys(),
         .types = {{"feed"}, {"x"}, {"mastodon", true}, {"bluesky", true}}},
        {.name = "engine",
         .form = Form::named_list,
         .help = "What translates. Without any, there is one: apertium, named \"offline\".",
         .keys = engine_keys(),
         .types = {{"apertium"},
                   {"libretranslate"},
                   {"deepl"},
                   {"openai"},
                   {"gemini"},
                   {"anthropic"},
                   {"google"},
                   {"azure"}}},
        {.name = "target",
         .form = Form::named_list,
         .help = "Where translations go: one account, or file, in one language.",
         .keys = target_keys(),
         .types = {{"mastodon"},
                   {"x"},
                   {"webhook"},
                   {"feed"},
                   {"bluesky", true},
                   {"telegram", true},
                   {"discord", true}}},
        {.name = "glossary",
         .form = Form::named_list,
         .help = "Terms that are always translated the same way, or never.",
         .keys = glossary_keys()},
        {.name = "route",
         .form = Form::list,
         .help = "Which source goes where. Without any: every source to every target, with every "
                 "engine in order.",
         .keys = route_keys()},
    };
}

}  // namespace

const std::vector<Section>& sections() {
    static const auto table = make_sections();
    return table;
}

}  // namespace glossd::config
