// Posts: every post that was taken in, as read, for good; only its texts go after retention.
// Clearing a post's texts clears its translations and payloads too.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace glossd::store {

class Posts {
  public:
    explicit Posts(Connection& connection);

    // `content_hash` is 32 raw bytes. Returns the post's id; ids ascend.
    std::int64_t insert(const std::string& source, const model::Post& post,
                        const std::string& content_hash, model::WallTime seen_at);
    std::optional<StoredPost> get(std::int64_t id) const;
    // As get(), null for nothing; as long as somebody holds it, all who ask get the same one.
    std::shared_ptr<const StoredPost> shared(std::int64_t id);
    // The same post as its source shows it now.
    void replace(std::int64_t id, const model::Post& post, const std::string& content_hash);
    // Newest first: ids of posts with this address, or with a copy that was published there.
    std::vector<std::int64_t> at_address(const std::string& url) const;

    // Ids above `after_id`, ascending; a source of nothing: all.
    std::vector<PostRow> list(const std::optional<std::string>& source, std::int64_t after_id,
                              int limit) const;

    // Clears at most `limit` posts all of whose deliveries are published or dropped and that
    // nothing touched since `before`; a held delivery keeps its post whole, and so does one that
    // a document in `exempt` shows. Returns how many were cleared.
    std::int64_t clear_finished_texts(model::WallTime before, int limit,
                                      const std::vector<DocumentWindow>& exempt = {});

  private:
    std::vector<std::int64_t> clearable(model::WallTime before, int limit,
                                        const std::vector<DocumentWindow>& exempt) const;
    void clear(std::int64_t id);

    Connection& connection_;
    std::unordered_map<std::int64_t, std::weak_ptr<const StoredPost>> lent_;
    Statement insert_;
    Statement get_;
    Statement replace_;
    Statement at_address_;
    Statement list_;
    Statement finished_;
    Statement shown_in_document_;
    Statement clear_post_;
    Statement clear_segments_;
    Statement clear_payloads_;
};

}  // namespace glossd::store
