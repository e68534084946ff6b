// A folder and hosts of images, as the exchange of a test answers for them.
#pragma once

#include "fakes.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

inline std::string png(const std::string& rest = "") {
    return "\x89PNG\r\n\x1A\n" + rest;
}

class FakeImages {
  public:
    // The reply to what is about images; nothing for any other request.
    std::optional<model::Reply> answer(const model::Request& request) {
        if (const auto* read = std::get_if<model::FileReadRequest>(&request)) {
            const auto found = files.find(read->path);
            if (found != files.end()) return model::FileReply{found->second};
            return failure(model::ErrorKind::not_found, "there is no such file");
        }
        if (const auto* write = std::get_if<model::FileWriteRequest>(&request)) {
            if (disk_is_full) return failure(model::ErrorKind::io, "the disk is full");
            files[write->path] = write->content;
            return model::FileReply{};
        }
        const auto url = url_of(request);
        const auto found = hosted.find(url);
        if (found == hosted.end()) return std::nullopt;
        downloads.push_back(std::get<model::HttpRequest>(request));
        auto& replies = found->second;
        auto reply = replies.front();
        if (replies.size() > 1) replies.erase(replies.begin());
        return reply;
    }

    void host(const std::string& url, const std::string& bytes) {
        hosted[url] = {model::HttpReply{200, {}, bytes, url, {}}};
    }
    // Answers in turn; the last one stays.
    void host(const std::string& url, std::vector<model::Reply> replies) {
        hosted[url] = std::move(replies);
    }

    std::map<std::string, std::vector<model::Reply>> hosted;
    std::map<std::string, std::string> files;  // by path
    std::vector<model::HttpRequest> downloads;
    bool disk_is_full = false;

  private:
    static model::Reply failure(model::ErrorKind kind, const std::string& message) {
        return model::ExchangeFailure{{kind, message}, false};
    }
};

}  // namespace glossd::pipeline
