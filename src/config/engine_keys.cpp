#include "config/key_rows.hpp"

#include <chrono>

namespace glossd::config {

using namespace std::chrono_literals;

namespace {

std::vector<Key> engine_service_keys() {
    using S = EngineSettings;
    return {
        name_key<S>("How routes and reports name it."),
        type_key<S>({"apertium", "libretranslate", "deepl", "openai", "gemini"}),
        {.name = "base_url",
         .field = text(slot(&S::base_url), "an http:// or https:// address", check_base_url),
         .help = "Where the service answers, when not at its own public address.",
         .types = {"libretranslate", "deepl", "openai", "gemini"},
         .required = {"libretranslate"}},
        {.name = "model",
         .field = text(slot(&S::model), "the name of a model", check_line),
         .help = "As the service names it.",
         .types = {"openai", "gemini"},
         .required = {"openai", "gemini"}},
        {.name = "api_key",
         .field = secret(slot(&S::api_key)),
         .help = "The service's key; openai and gemini need one unless `base_url` is given.",
         .types = {"libretranslate", "deepl", "openai", "gemini"},
         .required = {"deepl"}},
        {.name = "context_window",
         .field = count(slot(&S::context_window), 0, 100'000'000),
         .help = "Tokens the model takes in one call; 0: not known.",
         .defaults = {{"0"}},
         .types = {"openai"}},
        {.name = "extra_body",
         .field = json_table(slot(&S::extra_body)),
         .help = "Merged into every request, for what a server wants beyond the standard.",
         .types = {"openai", "gemini"}},
        {.name = "json_mode",
         .field = word(slot(&S::json_mode), {"schema", "object", "none"}),
         .help = "How a JSON answer is asked for.",
         .defaults = {{"schema"}},
         .types = {"openai"}},
        {.name = "token_cap_field",
         .field = word(slot(&S::token_cap_field), {"max_completion_tokens", "max_tokens"}),
         .help = "The request's name for the cap on the answer's tokens.",
         .defaults = {{"max_completion_tokens"}},
         .types = {"openai"}},
        {.name = "temperature",
         .field = optional_number(slot(&S::temperature), 0, 2),
         .help = "Not sent when absent: newer models refuse any but their own.",
         .types = {"openai", "gemini"}},
        {.name = "thinking",
         .field = word(slot(&S::thinking), {"minimal", "low", "medium", "high"}),
         .help = "How much the model thinks first, at the price of output; absent: the least it "
                 "knows. Not every model has every level.",
         .types = {"gemini"}},
        {.name = "data_dir",
         .field = path(slot(&S::data_dir)),
         .help = "Where the modes/ of the language pairs are.",
         .defaults = {{"/usr/share/apertium"}},
         .types = {"apertium"}},
        {.name = "idle_stop",
         .field = duration(slot(&S::idle_stop), 1s, 30 * day),
         .help = "A language pair's processes that are unused so long are stopped.",
         .defaults = by_preset("30m", "5m", "1m"),
         .types = {"apertium"}},
    };
}

std::vector<Key> text_budget_keys() {
    const auto row = budget_key<EngineSettings>;
    return {
        row("characters_per_day", &LimitSettings::characters_per_day,
            "A budget of characters sent; used up, the next engine of the route goes on, the last "
            "waits for the next day in UTC. 0: none.",
            {}),
        row("characters_per_month", &LimitSettings::characters_per_month,
            "As `characters_per_day`, of the month in UTC.", {}),
        row("tokens_per_day", &LimitSettings::tokens_per_day,
            "A budget of tokens as the service counts them, input and output. 0: none.", {}),
        row("tokens_per_month", &LimitSettings::tokens_per_month,
            "As `tokens_per_day`, of the month in UTC.", {}),
    };
}

}  // namespace

std::vector<Key> engine_keys() {
    using S = EngineSettings;
    auto keys = engine_service_keys();
    auto limits = limit_keys<S>(together({{{"1", "apertium"}},
                                          by_preset("4", "2", "1", "libretranslate"),
                                          by_preset("8", "4", "1", "deepl"),
                                          by_preset("16", "8", "2", "openai"),
                                          by_preset("16", "8", "2", "gemini")}),
                                {{"0"}});
    keys.insert(keys.end(), limits.begin(), limits.end());
    const std::vector<Key> flow = {
        {.name = "tokens_per_minute",
         .field = number(slot(&S::limits, &LimitSettings::tokens_per_minute), 0, plenty),
         .help = "0: no limit of ours.",
         .defaults = {{"0"}}},
        {.name = "characters_per_minute",
         .field = number(slot(&S::limits, &LimitSettings::characters_per_minute), 0, plenty),
         .help = "0: no limit of ours.",
         .defaults = {{"0"}}},
        {.name = "batch_max",
         .field = count(slot(&S::batch_max), 1, 1000),
         .help = "Texts in one call; 1 switches batching off.",
         .defaults = {{"16", "apertium"},
                      {"16", "libretranslate"},
                      {"25", "deepl"},
                      {"8", "openai"},
                      {"8", "gemini"}}},
        {.name = "batch_wait",
         .field = duration(slot(&S::batch_wait), 0s, 1min),
         .help = "How long a half-full batch waits for company.",
         .defaults = {{"200ms"}, {"0s", "apertium"}}},
        {.name = "timeout",
         .field = duration(slot(&S::timeout), 100ms, 1h),
         .help = "Of one call.",
         .defaults = {{"60s"}}},
        {.name = "adaptive",
         .field = flag(slot(&S::limits, &LimitSettings::adaptive)),
         .help =
             "Finds by watching the service how many calls at once, up to `max_concurrent`, and "
             "how many a second it takes. Engines only: what targets may do is fixed.",
         .defaults = {{"true"}}},
        later("batch_target_time", "How long a batch may take."),
    };
    keys.insert(keys.end(), flow.begin(), flow.end());
    const auto budgets = text_budget_keys();
    keys.insert(keys.end(), budgets.begin(), budgets.end());
    return keys;
}

}  // namespace glossd::config
