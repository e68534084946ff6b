#include "config/key_rows.hpp"

#include <chrono>

namespace glossd::config {

using namespace std::chrono_literals;

namespace {

using Types = std::vector<std::string_view>;

std::vector<Key> engine_service_keys() {
    using S = EngineSettings;
    const Types services{"libretranslate", "deepl",  "openai", "gemini",
                         "anthropic",      "google", "azure"};
    const Types models{"openai", "gemini", "anthropic"};
    return {
        name_key<S>("How routes and reports name it."),
        type_key<S>({"apertium", "libretranslate", "deepl", "openai", "gemini", "anthropic",
                     "google", "azure"}),
        {.name = "base_url",
         .field = text(slot(&S::base_url), "an http:// or https:// address", check_base_url),
         .help = "Where the service answers, when not at its own public address.",
         .types = services,
         .required = {"libretranslate"}},
        {.name = "model",
         .field = text(slot(&S::model), "the name of a model", check_line),
         .help = "As the service names it.",
         .types = models,
         .required = models},
        {.name = "api_key",
         .field = secret(slot(&S::api_key)),
         .help = "The service's key. All but libretranslate need one; those but deepl can do "
                 "without where `base_url` is given.",
         .types = services,
         .required = {"deepl"}},
        {.name = "region",
         .field = text(slot(&S::region), "a region like \"westeurope\"", check_line),
         .help = "Of the Azure resource that the key belongs to, unless it is a global one.",
         .types = {"azure"}},
        {.name = "context",
         .field = text(slot(&S::context), "a text", check_line),
         .help = "What the posts are about, in their language; it guides and is not billed.",
         .types = {"deepl"}},
        {.name = "glossary_id",
         .field = text(slot(&S::glossary_id), "the id of a glossary", check_line),
         .help = "Of a glossary in the DeepL account, used beside every [[glossary]] for posts "
                 "whose language is known. It needs a dictionary for each pair of languages; "
                 "after it was changed there, `glossd cache purge` forgets what was translated "
                 "with it before.",
         .types = {"deepl"}},
    };
}

std::vector<Key> language_model_keys() {
    using S = EngineSettings;
    return {
        {.name = "context_window",
         .field = count(slot(&S::context_window), 0, 100'000'000),
         .help = "Tokens the model takes in one call; 0: not known.",
         .defaults = {{"0"}},
         .types = {"openai"}},
        {.name = "extra_body",
         .field = json_table(slot(&S::extra_body)),
         .help = "Merged into every request, for what a server wants beyond the standard.",
         .types = {"openai", "gemini", "anthropic"}},
        {.name = "api_version",
         .field = text(slot(&S::api_version), "a version like \"2024-10-21\"", check_line),
         .help = "For OpenAI's models at Azure: `base_url` is then the deployment's, and the key "
                 "travels as Azure wants it.",
         .types = {"openai"}},
        {.name = "json_mode",
         .field = word(slot(&S::json_mode), {"schema", "object", "none"}),
         .help = "How a JSON answer is asked for.",
         .defaults = {{"schema"}},
         .types = {"openai"}},
        {.name = "token_cap_field",
         .field = word(slot(&S::token_cap_field), {"max_completion_tokens", "max_tokens"}),
         .help = "The request's name for the cap on the answer's tokens; absent: "
                 "`max_completion_tokens` at OpenAI and Azure, else `max_tokens`.",
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
    };
}

std::vector<Key> pipeline_keys() {
    using S = EngineSettings;
    return {
        {.name = "data_dir",
         .field = path(slot(&S::data_dir)),
         .help = "Where the modes/ of the language pairs are.",
         .defaults = {{"/usr/share/apertium"}},
         .types = {"apertium"}},
        {.name = "through",
         .field = texts(slot(&S::through), "a list of languages like [\"en\"]", check_language_tag),
         .help = "Where no installed pair leads from one language to the other, two do by way of "
                 "one of these, the first that can. Two translations make more mistakes than one.",
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
    const auto price = money_key<EngineSettings>;
    return {
        row("characters_per_day", &LimitSettings::characters_per_day,
            "A budget of characters sent. Used up, the next engine of the route goes on; where "
            "there is none, deliveries are held, unless the next day in UTC begins within the "
            "hour. 0: none.",
            {}),
        row("characters_per_month", &LimitSettings::characters_per_month,
            "As `characters_per_day`, of the month in UTC.", {}),
        row("tokens_per_day", &LimitSettings::tokens_per_day,
            "A budget of tokens as the service counts them, input and output. 0: none.", {}),
        row("tokens_per_month", &LimitSettings::tokens_per_month,
            "As `tokens_per_day`, of the month in UTC.", {}),
        price("price_characters", &LimitSettings::price_characters,
              "What a million characters cost, in the currency of the other prices.", {}),
        price("price_input", &LimitSettings::price_input, "What a million input tokens cost.", {}),
        price("price_output", &LimitSettings::price_output,
              "What a million output tokens cost; what a model thinks is output.", {}),
    };
}

}  // namespace

std::vector<Key> engine_keys() {
    using S = EngineSettings;
    auto keys = engine_service_keys();
    for (const auto& rows : {language_model_keys(), pipeline_keys()}) {
        keys.insert(keys.end(), rows.begin(), rows.end());
    }
    auto limits = limit_keys<S>(together({{{"1", "apertium"}},
                                          by_preset("4", "2", "1", "libretranslate"),
                                          by_preset("8", "4", "1", "deepl"),
                                          by_preset("16", "8", "2", "openai"),
                                          by_preset("16", "8", "2", "gemini"),
                                          by_preset("16", "8", "2", "anthropic"),
                                          by_preset("8", "4", "1", "google"),
                                          by_preset("8", "4", "1", "azure")}),
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
         .field = count(slot(&S::batch_max), 1, 100),
         .help = "Most texts in one call; 1 switches batching off. How many go is found by "
                 "watching the engine.",
         .defaults = {{"16", "apertium"},
                      {"16", "libretranslate"},
                      {"25", "deepl"},
                      {"8", "openai"},
                      {"8", "gemini"},
                      {"8", "anthropic"},
                      {"25", "google"},
                      {"25", "azure"}}},
        {.name = "batch_wait",
         .field = duration(slot(&S::batch_wait), 0s, 1min),
         .help = "How long a half-full batch waits for company. What is to become shorter does not "
                 "wait: an account's next post does.",
         .defaults = {{"200ms"}, {"0s", "apertium"}}},
        {.name = "batch_target_time",
         .field = duration(slot(&S::batch_target_time), 0s, 1h),
         .help = "How long a call may take: a batch gets no more text than the engine has been "
                 "seen to translate in this time. 0s: any time.",
         .defaults = {{"15s"}}},
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
    };
    keys.insert(keys.end(), flow.begin(), flow.end());
    const auto budgets = text_budget_keys();
    keys.insert(keys.end(), budgets.begin(), budgets.end());
    return keys;
}

}  // namespace glossd::config
