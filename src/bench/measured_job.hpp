// MeasuredJob: one pass of the real program (`glossd once`) as a child process, from a feed through
// a language model to a Mastodon server, all three stand-ins in this process. Time counts from the
// child's start to its end; CPU and memory are the child's alone. One thread.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/process.hpp"
#include "runtime/scratch_directory.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace glossd::bench {

using Seconds = std::chrono::duration<double>;

struct JobSettings {
    std::string program;         // a glossd
    std::string rival = {};      // a program that does the job in its place, told of it in JSON
    std::string api = "gemini";  // of the model: "gemini" or "openai"
    std::size_t posts = 1;
    std::vector<std::string> languages;
    int in_flight = 1;  // calls of each lane
    int batch_max = 1;
    model::Duration batch_target{0};  // that a call may take; 0: any
    bool in_order = false;            // each account one post at a time
    bool sequential = false;          // --sequential: one call of the whole process at a time
    model::Duration translation{0};
    model::Duration each_text{0};  // more, for each text of a call
    model::Duration publish{0};
};

struct JobFigures {
    Seconds time{};
    Seconds cpu{};
    std::int64_t peak_memory = 0;   // KiB
    std::uint64_t calls = 0;        // translations asked for
    std::uint64_t tokens = 0;       // in and out of the model
    int largest_batch = 0;          // texts of one call, ever
    std::uint64_t published = 0;    // statuses
    std::uint64_t requests = 0;     // to model and server, whatever for
    std::uint64_t connections = 0;  // opened for them

    // Requests that needed no connection of their own, of all; 0 when there were none.
    double reused() const;
};

class MeasuredJob {
  public:
    static model::Result<std::unique_ptr<MeasuredJob>> prepare(JobSettings settings);

    // The error has the program's own words when it failed or left a post out.
    model::Result<JobFigures> run();

    // The same texts as new posts, for the next run().
    void post_again();

  private:
    MeasuredJob(JobSettings settings, runtime::ScratchDirectory directory)
        : settings_(std::move(settings)), directory_(std::move(directory)) {}

    model::Result<void> start_services();
    model::Result<void> write_config() const;
    std::string config() const;
    Command command() const;
    Command rival_command() const;
    JobFigures totals() const;  // since the services were started

    const JobSettings settings_;
    const runtime::ScratchDirectory directory_;
    std::vector<FeedItem> items_;
    std::unique_ptr<FeedStandIn> feed_;
    std::unique_ptr<LlmStandIn> llm_;
    std::unique_ptr<MastodonStandIn> mastodon_;
};

}  // namespace glossd::bench
