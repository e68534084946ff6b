#include "bench/llm_request.hpp"
#include "bench/mt_api.hpp"

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::size_t google_most_texts = 128;
constexpr std::size_t google_most_bytes = 100 * 1024;

// Google Cloud Translation v2 ("Basic"), with HTML in which translate="no" is kept.
class GoogleApi final : public MtApi {
  public:
    bool is_translation(const Request& request) const override {
        return request.method == "POST" && request.path == "/language/translate/v2";
    }
    std::string key_of(const Request& request) const override {
        return request.header("x-goog-api-key");
    }

    model::Result<MtRequest> read_body(const Request& request) const override {
        // The service takes it, and so does every log on the way.
        if (request.parameter("key")) return wrong("the key must not stand in the address");
        const auto body = json::parse(request.body, nullptr, false);
        if (!has_string(body, "target")) return wrong("Required Text");
        const auto texts = strings_of(body.value("q", json()), "q");
        if (!texts) return tl::make_unexpected(texts.error());
        if (texts->size() > google_most_texts) return wrong("Too many text segments");
        if (request.body.size() > google_most_bytes) return wrong("Text too long");
        if (body.value("format", "") != "html") return wrong("the format must be said: html");
        return MtRequest{body["target"].get<std::string>(), *texts};
    }

    std::string translated(std::string_view text, std::string_view to) const override {
        return translate_markup(text, to, "translate=\"no\"");
    }

    Response answer(const MtRequest&, const std::vector<std::string>& translations) const override {
        auto list = json::array();
        for (const auto& text : translations) list.push_back({{"translatedText", text}});
        return json_answer({{"data", {{"translations", list}}}});
    }

    // A wrong key is a bad request there.
    Response error(int status, const std::string& message) const override {
        if (status == 401) {
            const json detail{{"@type", "type.googleapis.com/google.rpc.ErrorInfo"},
                              {"reason", "API_KEY_INVALID"},
                              {"domain", "googleapis.com"}};
            return json_answer({{"error",
                                 {{"code", 400},
                                  {"message", "API key not valid. Please pass a valid API key."},
                                  {"status", "INVALID_ARGUMENT"},
                                  {"details", json::array({detail})}}}},
                               400);
        }
        return json_answer({{"error", {{"code", status}, {"message", message}}}}, status);
    }
};

}  // namespace

const MtApi& google_api() {
    static const GoogleApi api;
    return api;
}

}  // namespace glossd::bench
