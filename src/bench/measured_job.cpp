#include "bench/measured_job.hpp"

#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

constexpr std::uint64_t seed = 11;

std::string token_of(const std::string& language) {
    return "token-" + language;
}

JobFigures difference(const JobFigures& after, const JobFigures& before) {
    JobFigures figures;
    figures.calls = after.calls - before.calls;
    figures.tokens = after.tokens - before.tokens;
    figures.largest_batch = after.largest_batch;
    figures.published = after.published - before.published;
    figures.requests = after.requests - before.requests;
    figures.connections = after.connections - before.connections;
    return figures;
}

}  // namespace

double JobFigures::reused() const {
    if (requests == 0 || connections >= requests) return 0;
    return 1.0 - static_cast<double>(connections) / static_cast<double>(requests);
}

model::Result<std::unique_ptr<MeasuredJob>> MeasuredJob::prepare(JobSettings settings) {
    auto directory = runtime::ScratchDirectory::make();
    if (!directory) return tl::make_unexpected(directory.error());
    std::unique_ptr<MeasuredJob> job(new MeasuredJob(std::move(settings), std::move(*directory)));
    auto ready = job->start_services();
    if (ready) ready = job->write_config();
    if (!ready) return tl::make_unexpected(ready.error());
    return job;
}

model::Result<void> MeasuredJob::start_services() {
    items_ = generate_posts(settings_.posts, seed, model::wall_now());
    for (auto& item : items_) item.title.clear();  // one text a post
    auto feed = FeedStandIn::start(items_);
    if (!feed) return tl::make_unexpected(feed.error());
    feed_ = std::move(*feed);

    LlmOptions model;
    model.api = settings_.api == "openai" ? &openai_api() : &gemini_api();
    model.latency = settings_.translation;
    model.latency_per_item = settings_.each_text;
    auto llm = LlmStandIn::start(model);
    if (!llm) return tl::make_unexpected(llm.error());
    llm_ = std::move(*llm);

    MastodonOptions server;
    server.max_characters = 5000;  // one part a delivery
    for (const auto& language : settings_.languages) {
        server.accounts.push_back({language, token_of(language)});
    }
    auto mastodon = MastodonStandIn::start(server);
    if (!mastodon) return tl::make_unexpected(mastodon.error());
    mastodon_ = std::move(*mastodon);
    mastodon_->faults().set_latency(settings_.publish, {.method = "POST"});
    return {};
}

// [dedup] is off because post_again() shows the same content again.
std::string MeasuredJob::config() const {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\n[dedup]\nttl = \"0s\"\n"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n"
        "[[engine]]\nname = \"llm\"\ntype = \"{}\"\nbase_url = \"{}\"\nmodel = \"stand-in-1\"\n"
        "max_concurrent = {}\nadaptive = false\nbatch_max = {}\nbatch_target_time = \"{}ms\"\n",
        feed_->url(), settings_.api, llm_->base_url(), settings_.in_flight, settings_.batch_max,
        settings_.batch_target.count());
    for (const auto& language : settings_.languages) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\norder = \"{2}\"\n"
            "max_concurrent = {3}\nmax_per_hour = 0\nrequests_per_minute = 0\n"
            "template = \"{{text}}\\n\\n{{link}}\"\n",
            language, mastodon_->url(), settings_.in_order ? "strict" : "any", settings_.in_flight);
    }
    return text;
}

model::Result<void> MeasuredJob::write_config() const {
    std::ofstream file(directory_.file("glossd.toml"));
    file << config();
    if (file.flush()) return {};
    return model::fail(model::ErrorKind::io, "cannot write " + directory_.file("glossd.toml"));
}

Command MeasuredJob::command() const {
    Command command{settings_.program,
                    {"-c", directory_.file("glossd.toml"), "--log-level", "warning", "once"},
                    {}};
    if (settings_.sequential) command.arguments.emplace_back("--sequential");
    for (const auto& language : settings_.languages) {
        command.environment.emplace_back("TOKEN_" + language, token_of(language));
    }
    return command;
}

Command MeasuredJob::rival_command() const {
    nlohmann::json job{{"feed", feed_->url()},
                       {"model", llm_->base_url()},
                       {"server", mastodon_->url()},
                       {"in_flight", settings_.in_flight},
                       {"posts", settings_.posts}};
    for (const auto& language : settings_.languages) job["tokens"][language] = token_of(language);
    return {settings_.rival, {job.dump()}, {}};
}

JobFigures MeasuredJob::totals() const {
    const auto model = llm_->server().stats();
    const auto server = mastodon_->server().stats();
    JobFigures figures;
    const auto counters = llm_->counters();
    figures.calls = static_cast<std::uint64_t>(counters.calls);
    figures.tokens = counters.prompt_tokens + counters.answer_tokens;
    figures.largest_batch = counters.largest_batch;
    figures.published = mastodon_->statuses().size();
    figures.requests = model.requests + server.requests;
    figures.connections = model.connections + server.connections;
    return figures;
}

model::Result<JobFigures> MeasuredJob::run() {
    constexpr std::chrono::minutes patience(10);
    const auto before = totals();
    const auto began = std::chrono::steady_clock::now();
    auto process = Process::start(settings_.rival.empty() ? command() : rival_command());
    if (!process) return tl::make_unexpected(process.error());
    const auto end = process->wait(patience);
    const auto took = std::chrono::steady_clock::now() - began;
    auto figures = difference(totals(), before);
    const auto expected = settings_.posts * settings_.languages.size();
    if (!end || end->exit_code != 0 || figures.published != expected) {
        return model::fail(model::ErrorKind::protocol,
                           fmt::format("{}\nonly {} of {} posts were published", process->output(),
                                       figures.published, expected));
    }
    figures.time = took;
    figures.cpu = end->user + end->system;
    figures.peak_memory = end->peak_memory;
    return figures;
}

void MeasuredJob::post_again() {
    for (auto& item : items_) {
        item.id += "-again";
        item.link = item.id;
        item.published = model::wall_now();
    }
    feed_->set_items(items_);
}

}  // namespace glossd::bench
