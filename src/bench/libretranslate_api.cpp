#include "bench/llm_request.hpp"
#include "bench/mt_api.hpp"
#include "bench/pretend_translation.hpp"

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

// LibreTranslate 1.9: the key travels in the body, a list of texts is answered with a list, and the
// server trims each text.
class LibreTranslateApi final : public MtApi {
  public:
    bool is_translation(const Request& request) const override {
        return request.method == "POST" && request.path == "/translate";
    }
    std::string key_of(const Request& request) const override {
        const auto body = json::parse(request.body, nullptr, false);
        return has_string(body, "api_key") ? body["api_key"].get<std::string>() : "";
    }

    model::Result<MtRequest> read_body(const Request& request) const override {
        const auto body = json::parse(request.body, nullptr, false);
        for (const auto* name : {"source", "target"}) {
            if (!has_string(body, name)) {
                return wrong(std::string("Invalid request: missing ") + name + " parameter");
            }
        }
        const auto texts = strings_of(body.value("q", json()), "q");
        if (!texts) return tl::make_unexpected(texts.error());
        if (body.value("format", "") != "text") return wrong("Invalid request: format");
        return MtRequest{body["target"].get<std::string>(), *texts};
    }

    std::string translated(std::string_view text, std::string_view to) const override {
        const auto first = text.find_first_not_of(" \t\n");
        if (first == std::string_view::npos) return {};
        const auto last = text.find_last_not_of(" \t\n");
        return translate(text.substr(first, last + 1 - first), to);
    }

    Response answer(const MtRequest&, const std::vector<std::string>& translations) const override {
        return json_answer({{"translatedText", translations}});
    }

    Response error(int status, const std::string& message) const override {
        return json_answer({{"error", status == 401 ? "Invalid API key" : message}},
                           status == 401 ? 403 : status);
    }
};

}  // namespace

const MtApi& libretranslate_api() {
    static const LibreTranslateApi api;
    return api;
}

}  // namespace glossd::bench
