#include "config/key_rows.hpp"

#include <chrono>

namespace glossd::config {

using namespace std::chrono_literals;

namespace {

std::vector<Key> target_place_keys() {
    using S = TargetSettings;
    return {
        name_key<S>("The target's identity: what waits for a name that is gone is held."),
        type_key<S>({"mastodon", "x", "webhook", "feed"}),
        {.name = "language",
         .field = language(slot(&S::language)),
         .help = "What this account speaks.",
         .required = {always}},
        {.name = "server",
         .field =
             text(slot(&S::server), "the http:// or https:// address of a server", check_origin),
         .help = "The account's server.",
         .types = {"mastodon"},
         .required = {always}},
        {.name = "token",
         .field = secret(slot(&S::token)),
         .help = "An access token of the account.",
         .types = {"mastodon"},
         .required = {always}},
        {.name = "url",
         .field = text(slot(&S::url), "an http:// or https:// address", check_url),
         .help = "Where deliveries are posted to.",
         .types = {"webhook"},
         .required = {always}},
        {.name = "path",
         .field = path(slot(&S::path)),
         .help = "The file that is written.",
         .types = {"feed"},
         .required = {always}},
        {.name = "format",
         .field = choice<FeedFormat>(
             slot(&S::format),
             {{"atom", FeedFormat::atom}, {"json", FeedFormat::json}, {"rss", FeedFormat::rss}}),
         .help = "Of the file.",
         .defaults = {{"atom"}},
         .types = {"feed"}},
        {.name = "title",
         .field = text(slot(&S::title), "one line of text", check_line_or_nothing),
         .help = "The feed's title; empty: made from source and language.",
         .defaults = {{""}},
         .types = {"feed"}},
        {.name = "link",
         .field = text(slot(&S::link), "an http:// or https:// address", check_url_or_nothing),
         .help = "The feed's own public address.",
         .defaults = {{""}},
         .types = {"feed"}},
        {.name = "window",
         .field = count(slot(&S::window), 1, 10'000),
         .help = "Items the feed keeps.",
         .defaults = {{"50"}},
         .types = {"feed"}},
    };
}

std::vector<Key> target_delivery_keys() {
    using S = TargetSettings;
    return {
        {.name = "visibility",
         .field = word(slot(&S::visibility), {"public", "unlisted", "private", "direct"}),
         .help = "Who sees the posts, where the platform knows such a thing.",
         .defaults = {{"public"}}},
        {.name = "order",
         .field = choice<Order>(slot(&S::order), {{"strict", Order::strict}, {"any", Order::any}}),
         .help = "strict: one at a time, in the source's order; any: up to `max_concurrent` at "
                 "once.",
         .defaults = {{"strict"}}},
        {.name = "max_per_hour",
         .field = count(slot(&S::max_per_hour), 0, many),
         .help = "In parts; 0: no ceiling.",
         .defaults = {{"60"}, {"0", "feed"}}},
        {.name = "max_parts",
         .field = count(slot(&S::max_parts), 1, 100),
         .help = "A longer translation becomes an excerpt with the link.",
         .defaults = {{"4"}}},
        {.name = "shorten",
         .field = flag(slot(&S::shorten)),
         .help = "true: an engine that can is asked for a shorter translation before a thread is "
                 "made.",
         .defaults = {{"true"}}},
        {.name = "settle",
         .field = duration(slot(&S::settle), 0s, day),
         .help = "How long a vanished request may still arrive at the service.",
         .defaults = {{"30s"}}},
        {.name = "timeout",
         .field = duration(slot(&S::timeout), 100ms, 1h),
         .help = "Of one call.",
         .defaults = {{"30s"}}},
        {.name = "on_unknown",
         .field = choice<OnUnknown>(slot(&S::on_unknown), {{"reconcile", OnUnknown::reconcile},
                                                           {"hold", OnUnknown::hold},
                                                           {"resend", OnUnknown::resend}}),
         .help = "What follows when nobody knows whether a post was accepted.",
         .defaults = {{"reconcile"}}},
        {.name = "approve",
         .field = flag(slot(&S::approve)),
         .help = "true: every delivery is held until a person approves it.",
         .defaults = {{"false"}}},
        {.name = "template",
         .field = text(slot(&S::template_text), "a template", check_template),
         .help = "The post's text. Empty: \"{text}\\n\\n{link}\", for feed sources "
                 "\"{title}\\n\\n{excerpt}\\n\\n{link}\"; on X without the link, which would "
                 "multiply the price.",
         .defaults = {{""}}},
        {.name = "disclosure",
         .field = text(slot(&S::disclosure), "a text", check_any),
         .help = "What {disclosure} stands for; without a template it is the last line. auto: "
                 "\"Automatic translation\" in the target's language. X wants it said.",
         .defaults = {{""}, {"auto", "x"}}},
    };
}

std::vector<Key> target_media_keys() {
    using S = TargetSettings;
    return {
        {.name = "attach_media",
         .field = flag(slot(&S::attach_media)),
         .help = "true: the images of a post go along, with their alt texts translated.",
         .defaults = {{"true"}},
         .types = {"mastodon", "x"}},
        {.name = "on_media_error",
         .field = choice<OnMediaError>(slot(&S::on_media_error), {{"skip", OnMediaError::skip},
                                                                  {"hold", OnMediaError::hold}}),
         .help = "When an image cannot be had or is refused. skip: the post goes out without it; "
                 "hold: it waits for a person.",
         .defaults = {{"skip"}},
         .types = {"mastodon", "x"}},
    };
}

}  // namespace

std::vector<Key> target_keys() {
    auto keys = target_place_keys();
    const auto x_keys = oauth_keys<TargetSettings>();
    keys.push_back(x_base_url_key<TargetSettings>());
    keys.insert(keys.end(), x_keys.begin(), x_keys.end());
    auto limits = limit_keys<TargetSettings>(together({by_preset("8", "4", "1"), {{"1", "feed"}}}),
                                             {{"0"}, {"60", "mastodon"}, {"6", "x"}});
    keys.insert(keys.end(), limits.begin(), limits.end());
    const auto delivery = target_delivery_keys();
    keys.insert(keys.end(), delivery.begin(), delivery.end());
    const auto tone = tone_keys();
    keys.insert(keys.end(), tone.begin(), tone.end());
    const auto media = target_media_keys();
    keys.insert(keys.end(), media.begin(), media.end());
    const std::vector<Key> later_keys = {
        later("handle", "The account's handle.", {"bluesky"}),
        later("password", "An app password.", {"bluesky"}),
        later("chat", "The chat or channel.", {"telegram"}),
    };
    keys.insert(keys.end(), later_keys.begin(), later_keys.end());
    return keys;
}

}  // namespace glossd::config
