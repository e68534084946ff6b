// The calls of bench_main_job and nothing else, by glossd's own workers and HTTP client: answers
// are not read, nothing is kept, checked or put in order. What the main job costs beyond this is
// what glossd does for it; less than this is not to be had on the machine. Takes the job as JSON.
#include "net/http_client.hpp"
#include "runtime/worker_pool.hpp"

#include <atomic>
#include <iostream>
#include <latch>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace {

using namespace glossd;
using nlohmann::json;

class Calls {
  public:
    explicit Calls(const json& job)
        : job_(job),
          in_flight_(job["in_flight"]),
          translators_(in_flight_, std::chrono::minutes(1)),
          publishers_(in_flight_ * job["tokens"].size(), std::chrono::minutes(1)),
          open_(
              static_cast<std::ptrdiff_t>(job["posts"].get<std::size_t>() * job["tokens"].size())) {
    }

    bool run() {
        for (std::size_t i = 0; i < job_["posts"]; ++i) {
            for (const auto& [language, token] : job_["tokens"].items())
                deliver("Note " + std::to_string(i), language, token);
        }
        open_.wait();
        return failed_ == 0;
    }

  private:
    void deliver(std::string text, std::string language, std::string token) {
        translators_.submit([this, text = std::move(text), language = std::move(language),
                             token = std::move(token)] {
            post(job_["model"].get<std::string>() + "/chat/completions", "none",
                 question(text, language));
            publishers_.submit([this, text, language, token] {
                post(job_["server"].get<std::string>() + "/api/v1/statuses", token,
                     {{"status", text}, {"language", language}});
                open_.count_down();
            });
        });
    }

    static json question(const std::string& text, const std::string& language) {
        const json items{{"to", language}, {"items", {{{"id", "a"}, {"t", text}}}}};
        const json string{{"type", "string"}};
        const auto item = closed({{"id", string}, {"t", string}});
        const auto answer = closed({{"items", {{"type", "array"}, {"items", item}}}});
        return {{"model", "stand-in-1"},
                {"messages",
                 {{{"role", "system"}, {"content", "Translate the items into the language `to`."}},
                  {{"role", "user"}, {"content", items.dump()}}}},
                {"response_format",
                 {{"type", "json_schema"},
                  {"json_schema", {{"name", "answer"}, {"strict", true}, {"schema", answer}}}}}};
    }

    static json closed(const json& properties) {
        std::vector<std::string> names;
        for (const auto& item : properties.items()) names.push_back(item.key());
        return {{"type", "object"},
                {"properties", properties},
                {"required", names},
                {"additionalProperties", false}};
    }

    void post(const std::string& url, const std::string& token, const json& body) {
        model::HttpRequest request;
        request.method = "POST";
        request.url = url;
        request.headers = {{"Content-Type", "application/json"},
                           {"Authorization", "Bearer " + token}};
        request.body = body.dump();
        const auto reply = client_.perform(request, std::chrono::minutes(1), cancel_);
        const auto* http = std::get_if<model::HttpReply>(&reply);
        if (http && http->status == 200) return;
        if (failed_++ == 0) std::cerr << url << ": " << (http ? http->body : "no answer") << '\n';
    }

    const json& job_;
    const std::size_t in_flight_;
    net::HttpClient client_{{.max_connections = 1000, .max_connections_per_host = 1000}};
    net::CancelFlag cancel_;
    runtime::WorkerPool translators_;
    runtime::WorkerPool publishers_;
    std::latch open_;
    std::atomic<int> failed_{0};
};

}  // namespace

int main(int, char** arguments) {
    const auto job = json::parse(arguments[1]);
    return Calls(job).run() ? 0 : 1;
}
