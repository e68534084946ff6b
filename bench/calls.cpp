// The calls of bench_main_job and nothing else, by glossd's own workers and HTTP client: answers
// are not read, nothing is kept, checked or put in order. What the main job costs beyond this is
// what glossd does for it. Started by bench_main_job, which tells it the job in JSON.
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
          open_(
              static_cast<std::ptrdiff_t>(job["posts"].get<std::size_t>() * job["tokens"].size())),
          publishers_(in_flight_ * job["tokens"].size(), std::chrono::minutes(1)),
          translators_(in_flight_, std::chrono::minutes(1)) {}

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
    std::latch open_;
    std::atomic<int> failed_{0};
    // Last, so that their workers are gone before what they use.
    runtime::WorkerPool publishers_;
    runtime::WorkerPool translators_;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "this is run by bench_main_job\n";
        return 2;
    }
    const auto job = json::parse(arguments[1]);
    return Calls(job).run() ? 0 : 1;
}
