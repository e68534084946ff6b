#include "pipeline/worker_exchange.hpp"

#include "net/file_exchange.hpp"

#include <memory>
#include <utility>

namespace glossd::pipeline {

void WorkerExchange::start(model::Request request, model::Duration timeout, Read read) {
    struct Job {
        model::Request request;
        Read read;
        Completion completion;
    };
    auto job = std::make_shared<Job>(Job{std::move(request), std::move(read), {}});
    workers_.submit([this, timeout, job = std::move(job)]() mutable {
        job->completion = job->read(perform(job->request, timeout));
        loop_.post([job = std::move(job)] { job->completion(); });
    });
}

model::Reply WorkerExchange::perform(const model::Request& request, model::Duration timeout) {
    if (const auto* http = std::get_if<model::HttpRequest>(&request)) {
        return http_.perform(*http, timeout, cancel_);
    }
    if (const auto* pipeline = std::get_if<model::PipelineRequest>(&request)) {
        return pipelines_.perform(*pipeline, timeout, [this] { return cancel_.cancelled(); });
    }
    if (const auto* file = std::get_if<model::FileReadRequest>(&request)) {
        return net::perform_file(*file);
    }
    return net::perform_file(std::get<model::FileWriteRequest>(request));
}

}  // namespace glossd::pipeline
