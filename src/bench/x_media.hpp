// The media of a pretended X (API v2, media): uploaded in one request, perhaps worked on,
// described, and good for a while. One thread.
#pragma once

#include "bench/multipart.hpp"
#include "bench/x_options.hpp"
#include "bench/x_timeline.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

class XMediaStore {
  public:
    explicit XMediaStore(const XOptions& options) : options_(options) {}

    // POST /2/media/upload and GET of its state, POST /2/media/metadata; anything else: nothing.
    std::optional<Response> route(const std::string& user, const Request& request,
                                  model::WallTime now);

    // Why a post cannot have these, or nothing.
    std::optional<std::string> refusal(const std::string& user, const std::vector<std::string>& ids,
                                       model::WallTime now);
    std::vector<XMedia> attach(const std::vector<std::string>& ids) const;

    int uploads() const { return uploads_; }

  private:
    struct Item {
        std::string user;
        XMedia media;
        model::WallTime good_until;
        int unfinished = 0;  // how often it will still be said to be processing
    };

    Response upload(const std::string& user, const Request& request, model::WallTime now);
    Response state(const std::string& user, const Request& request, model::WallTime now);
    Response describe(const std::string& user, const Request& request, model::WallTime now);
    Item* find(const std::string& user, const std::string& id, model::WallTime now);
    std::string shown(const std::string& id, const Item& item, model::WallTime now) const;

    const XOptions& options_;
    std::map<std::string, Item> items_;  // by id
    int uploads_ = 0;
    int forgotten_ = 0;  // posts that found theirs gone
};

}  // namespace glossd::bench
