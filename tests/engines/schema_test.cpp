// Requests against the services' own descriptions. Skipped with a message where the descriptions
// or python3-jsonschema are absent.
#include "engines/support.hpp"
#include "text/mask.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <sys/wait.h>

using namespace glossd::engines;
using namespace glossd::engines::test;

namespace {

struct Verdict {
    int status = 0;  // of validate_schema.py
    std::string reasons;
};

Verdict validate(const std::filesystem::path& openapi, const std::string& pointer,
                 const std::string& document) {
    const auto file = std::filesystem::temp_directory_path() /
                      fmt::format("glossd-schema-{}.json", static_cast<int>(getpid()));
    std::ofstream(file) << document;
    const auto command = fmt::format("python3 '{}/tests/engines/validate_schema.py' '{}' '{}' '{}'",
                                     GLOSSD_SOURCE_DIR, openapi.string(), pointer, file.string());
    auto* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Verdict verdict;
    char buffer[512];
    while (fgets(buffer, sizeof buffer, pipe)) verdict.reasons += buffer;
    const int status = pclose(pipe);
    verdict.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::filesystem::remove(file);
    return verdict;
}

// True when every document was judged; a document spoilt on purpose must be refused.
void check_requests(const std::string& service, const std::string& pointer,
                    const std::vector<std::string>& good, const std::string& bad) {
    const auto schemas = shared_schemas();
    if (!schemas) {
        MESSAGE("skipped: no protocol descriptions beside this checkout");
        return;
    }
    const auto openapi = *schemas / service / "openapi.json";
    for (const auto& document : good) {
        const auto verdict = validate(openapi, pointer, document);
        if (verdict.status == 77 || verdict.status == 127) {
            MESSAGE("skipped: python3-jsonschema is not installed");
            return;
        }
        INFO(verdict.reasons);
        INFO(document);
        CHECK(verdict.status == 0);
    }
    CHECK(validate(openapi, pointer, bad).status == 1);
}

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
    documents.push_back(body(settings, golden_batch()));
    auto spoilt = nlohmann::json::parse(documents[0]);
    spoilt["temperature"] = 3;
    check_requests("openai", "#/components/schemas/CreateChatCompletionRequest", documents,
                   spoilt.dump());
}

TEST_CASE("translate requests are what DeepL's description allows") {
    std::vector<std::string> documents{body(deepl_settings(), golden_batch())};
    auto unknown = golden_batch();
    unknown.from = {};
    unknown.to = language("zh-Hant");
    documents.push_back(body(deepl_settings(), unknown));
    auto spoilt = nlohmann::json::parse(documents[0]);
    spoilt["text"] = "a bare string";
    check_requests("deepl",
                   "#/paths/~1v2~1translate/post/requestBody/content/application~1json/schema",
                   documents, spoilt.dump());
}
