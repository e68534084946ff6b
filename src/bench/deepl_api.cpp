#include "bench/llm_request.hpp"
#include "bench/mt_api.hpp"
#include "text/code_points.hpp"

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::string_view deepl_scheme = "DeepL-Auth-Key ";
constexpr std::size_t deepl_most_texts = 50;
constexpr std::size_t deepl_most_bytes = 128 * 1024;

// DeepL's API v2, as its OpenAPI document and its guide to tag handling v2 describe it.
class DeepLApi final : public MtApi {
  public:
    bool is_translation(const Request& request) const override {
        return request.method == "POST" && request.path == "/v2/translate";
    }
    std::string key_of(const Request& request) const override {
        const auto header = request.header("Authorization");
        return header.starts_with(deepl_scheme) ? header.substr(deepl_scheme.size()) : "";
    }

    model::Result<MtRequest> read_body(const Request& request) const override {
        if (request.body.size() > deepl_most_bytes) return wrong("the body is too large");
        const auto body = json::parse(request.body, nullptr, false);
        if (!body.is_object() || !has_string(body, "target_lang")) {
            return wrong("Value for 'target_lang' not supported.");
        }
        const auto texts = strings_of(body.value("text", json()), "'text'");
        if (!texts) return tl::make_unexpected(texts.error());
        if (texts->size() > deepl_most_texts) return wrong("too many texts");
        const bool keeps = body.value("tag_handling", "") == "xml" &&
                           body.value("tag_handling_version", "") == "v2" &&
                           body.value("ignore_tags", json()) == json::array({"x"});
        if (!keeps) return wrong("Tag handling parsing failed, please check input.");
        return MtRequest{body["target_lang"].get<std::string>(), *texts};
    }

    std::string translated(std::string_view text, std::string_view to) const override {
        return translate_markup(text, to, "<x ");
    }

    Response answer(const MtRequest& request,
                    const std::vector<std::string>& translations) const override {
        auto list = json::array();
        for (std::size_t i = 0; i < translations.size(); ++i) {
            list.push_back({{"detected_source_language", "EN"},
                            {"text", translations[i]},
                            {"billed_characters", text::count_code_points(request.texts[i])}});
        }
        return json_answer({{"translations", list}});
    }

    Response error(int status, const std::string& message) const override {
        return json_answer({{"message", message}}, status == 401 ? 403 : status);
    }
};

}  // namespace

const MtApi& deepl_api() {
    static const DeepLApi api;
    return api;
}

}  // namespace glossd::bench
