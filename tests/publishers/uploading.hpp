// A part with images, sent call by call against replies written by the test.
#pragma once

#include "publishers/support.hpp"
#include "publishers/uploads.hpp"

#include <string>
#include <utility>
#include <vector>

namespace glossd::publishers {

inline Image picture(const std::string& name, const std::string& alt = "",
                     const std::string& type = "image/png") {
    return {"7-" + name, "https://img.example/" + name, type, alt};
}

// One part on its way; each answer moves it on.
class Sending {
  public:
    Sending(PublisherPtr publisher, SendPart part)
        : publisher_(std::move(publisher)), part_(std::move(part)) {}

    model::HttpRequest request() const { return http(publisher_->send_request(part_, progress_)); }
    std::string path() const {
        const auto url = request().url;
        return url.substr(url.find('/', url.find("//") + 2));
    }
    std::string field(const std::string& name) const {
        for (const auto& field : request().form) {
            if (field.name == name) return field.path.empty() ? field.value : field.path;
        }
        return {};
    }
    Json body() const { return parse_json(request().body); }

    Sent answer(const model::Reply& reply) {
        auto sent = publisher_->read_send(part_, progress_, reply);
        if (const auto* progress = std::get_if<Progress>(&sent)) progress_ = *progress;
        return sent;
    }
    const Progress& progress() const { return progress_; }
    SendPart& part() { return part_; }
    bool is_only_uploading() const { return only_uploading(part_, progress_); }

  private:
    PublisherPtr publisher_;
    SendPart part_;
    Progress progress_;
};

inline bool is_progress(const Sent& sent) {
    return std::holds_alternative<Progress>(sent);
}

inline SendPart part_of(std::string payload) {
    SendPart part{"key", std::move(payload), "", at("2026-08-01T12:00:00Z")};
    part.folder = "/state/media";
    return part;
}

}  // namespace glossd::publishers
