// The media of a pretended Mastodon server: uploaded, worked on, attached to one status each
// (docs.joinmastodon.org/methods/media). One thread.
#pragma once

#include "bench/mastodon_options.hpp"
#include "bench/mastodon_timeline.hpp"
#include "bench/multipart.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::bench {

class MastodonMedia {
  public:
    // How the server words an error.
    using Refuse = std::function<Response(int status, const std::string& message)>;

    MastodonMedia(const MastodonOptions& options, Refuse refuse)
        : options_(options), refuse_(std::move(refuse)) {}

    // POST /api/v2/media, or /api/v1/media, which waits until all is done.
    Response upload(const std::string& account, const Request& request, bool waits);
    // GET /api/v1/media/:id.
    Response show(const std::string& account, const std::string& id);

    // Why these cannot be attached (422), or nothing.
    std::optional<std::string> refusal(const std::string& account,
                                       const std::vector<std::string>& ids);
    std::vector<Attachment> attach(const std::vector<std::string>& ids);

    int uploads() const { return uploads_; }

  private:
    struct Item {
        std::string account;
        Attachment attachment;
        int unfinished = 0;  // how often it will still be said to be processing
        bool attached = false;
    };

    void forget_unattached();
    const Item* find(const std::string& account, const std::string& id) const;

    const MastodonOptions& options_;
    Refuse refuse_;
    std::map<std::string, Item> items_;  // by id
    int uploads_ = 0;
    int forgotten_ = 0;  // statuses that found theirs gone
};

nlohmann::json attachment_json(const Attachment& attachment, bool finished);

}  // namespace glossd::bench
