// Requests against the services' own descriptions. Skipped with a message where the descriptions
// or python3-jsonschema are absent.
#include "engines/support.hpp"
#include "text/mask.hpp"

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::test::check_documents;

namespace {

Batch golden_batch() {
    auto sent = batch({});
    for (const auto& post : golden_posts()) {
        sent.items.push_back({fmt::format("k{}", sent.items.size()), glossd::text::mask(post)});
    }
    return sent;
}

std::string body(const glossd::config::EngineSettings& settings, const Batch& sent) {
    return std::get<glossd::model::HttpRequest>(engine(settings)->request(sent)).body;
}

}  // namespace

TEST_CASE("chat completion requests are what OpenAI's description allows") {
    auto settings = openai_settings();
    settings.base_url = "";
    settings.api_key = glossd::config::Secret("sk-1", "literal");
    std::vector<std::string> documents{body(settings, golden_batch())};
    settings.json_mode = "object";
    settings.temperature = 0.3;
    settings.extra_body = R"({"reasoning_effort":"none"})";
    auto in_style = golden_batch();
    in_style.tone = {glossd::model::Formality::informal, "children", "Use short words."};
    in_style.glossary = {{"feed", "canal", glossd::model::TermCase::follow, {}}};
    documents.push_back(body(settings, in_style));
    auto spoilt = nlohmann::json::parse(documents[0]);
    spoilt["temperature"] = 3;
    check_documents("openai", "#/components/schemas/CreateChatCompletionRequest", documents,
                    spoilt.dump());
}

TEST_CASE("translate requests are what DeepL's description allows") {
    std::vector<std::string> documents{body(deepl_settings(), golden_batch())};
    auto unknown = golden_batch();
    unknown.from = {};
    unknown.to = language("zh-Hant");
    documents.push_back(body(deepl_settings(), unknown));
    auto with_tone = deepl_settings();
    with_tone.context = "Posts of a museum.";
    with_tone.glossary_id = "def3a26b-3e84-45b3-84ae-0c0aaf3525f7";
    auto formal = golden_batch();
    formal.tone.formality = glossd::model::Formality::formal;
    documents.push_back(body(with_tone, formal));
    auto spoilt = nlohmann::json::parse(documents[0]);
    spoilt["text"] = "a bare string";
    check_documents("deepl",
                    "#/paths/~1v2~1translate/post/requestBody/content/application~1json/schema",
                    documents, spoilt.dump());
}
