#include "bench/llm_request.hpp"
#include "bench/mt_api.hpp"

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::size_t azure_most_texts = 1000;

// Azure Translator v3, with HTML in which class="notranslate" is kept.
class AzureApi final : public MtApi {
  public:
    bool is_translation(const Request& request) const override {
        return request.method == "POST" && request.path == "/translate";
    }
    std::string key_of(const Request& request) const override {
        return request.header("Ocp-Apim-Subscription-Key");
    }

    model::Result<MtRequest> read_body(const Request& request) const override {
        if (request.parameter("api-version") != "3.0") {
            return wrong("The api-version parameter is missing or invalid.");
        }
        if (request.parameter("textType") != "html") return wrong("textType must be html");
        const auto to = request.parameter("to");
        if (!to) return wrong("The target language is not valid.");
        const auto body = json::parse(request.body, nullptr, false);
        if (!body.is_array() || body.empty() || body.size() > azure_most_texts) {
            return wrong("The body of the request is not valid JSON.");
        }
        MtRequest read{*to, {}};
        for (const auto& item : body) {
            if (!has_string(item, "Text")) return wrong("each element needs 'Text'");
            read.texts.push_back(item["Text"].get<std::string>());
        }
        return read;
    }

    std::string translated(std::string_view text, std::string_view to) const override {
        return translate_markup(text, to, "class=\"notranslate\"");
    }

    Response answer(const MtRequest& request,
                    const std::vector<std::string>& translations) const override {
        auto list = json::array();
        for (const auto& text : translations) {
            const json one{{"text", text}, {"to", request.to}};
            list.push_back({{"translations", json::array({one})}});
        }
        return json_answer(list);
    }

    // Six digits: the status and three more.
    Response error(int status, const std::string& message) const override {
        return json_answer({{"error", {{"code", status * 1000}, {"message", message}}}}, status);
    }
};

}  // namespace

const MtApi& azure_api() {
    static const AzureApi api;
    return api;
}

}  // namespace glossd::bench
