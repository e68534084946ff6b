#include "store/posts.hpp"

#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/excerpt.hpp"

#include <set>
#include <utility>

namespace glossd::store {

namespace {

// More than the outboxes of a few targets hold; what is forgotten is read again.
constexpr std::size_t most_lent = 1024;

}  // namespace

Posts::Posts(Connection& connection)
    : connection_(connection),
      insert_(connection,
              "INSERT INTO posts (source, source_id, url, content_hash, seen_at, post) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      get_(connection,
           "SELECT id, source, post, seen_at, content_hash, texts_cleared FROM posts "
           "WHERE id = ?1"),
      replace_(connection, "UPDATE posts SET post = ?2, content_hash = ?3, url = ?4 WHERE id = ?1"),
      at_address_(connection,
                  "SELECT id FROM posts WHERE url = ?1 UNION SELECT d.post_id FROM parts p "
                  "JOIN deliveries d ON d.id = p.delivery_id WHERE p.remote_url = ?1 "
                  "ORDER BY id DESC"),
      list_(connection,
            "SELECT id, source, url, seen_at, post FROM posts WHERE id > ?1 AND "
            "(?2 IS NULL OR source = ?2) ORDER BY id LIMIT ?3"),
      finished_(connection,
                "SELECT id FROM posts WHERE texts_cleared = 0 AND seen_at < ?1 AND NOT EXISTS "
                "(SELECT 1 FROM deliveries WHERE post_id = posts.id AND "
                "(state NOT IN ('published', 'dropped') OR updated >= ?1)) ORDER BY seen_at"),
      shown_in_document_(connection,
                         "SELECT post_id FROM deliveries WHERE target = ?1 AND "
                         "state = 'published' ORDER BY published DESC, id DESC LIMIT ?2"),
      clear_post_(connection, "UPDATE posts SET post = ?2, texts_cleared = 1 WHERE id = ?1"),
      clear_segments_(connection, "UPDATE deliveries SET segments = '[]' WHERE post_id = ?1"),
      clear_payloads_(connection,
                      "UPDATE parts SET payload = '', progress = '' WHERE delivery_id IN "
                      "(SELECT id FROM deliveries WHERE post_id = ?1)") {}

std::int64_t Posts::insert(const std::string& source, const model::Post& post,
                           const std::string& content_hash, model::WallTime seen_at) {
    insert_.run(source, post.id, post.url, Blob{content_hash}, seen_at, encode(post));
    return connection_.last_insert_id();
}

std::optional<StoredPost> Posts::get(std::int64_t id) const {
    auto rows = get_.query(id);
    if (!rows.next()) return std::nullopt;
    return StoredPost{rows.integer(0), rows.text(1), decode_post(rows.text(2)),
                      rows.time(3),    rows.text(4), rows.integer(5) != 0};
}

std::shared_ptr<const StoredPost> Posts::shared(std::int64_t id) {
    if (const auto lent = lent_.find(id); lent != lent_.end()) {
        if (auto post = lent->second.lock()) return post;
    }
    auto post = get(id);
    if (!post) return nullptr;
    if (lent_.size() >= most_lent) lent_.clear();
    // Not make_shared: what is left of it when it came back would stay as large.
    std::shared_ptr<const StoredPost> made(new StoredPost(std::move(*post)));
    lent_[id] = made;
    return made;
}

void Posts::replace(std::int64_t id, const model::Post& post, const std::string& content_hash) {
    replace_.run(id, encode(post), Blob{content_hash}, post.url);
    lent_.erase(id);
}

std::vector<std::int64_t> Posts::at_address(const std::string& url) const {
    std::vector<std::int64_t> ids;
    auto rows = at_address_.query(url);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<PostRow> Posts::list(const std::optional<std::string>& source, std::int64_t after_id,
                                 int limit) const {
    std::vector<PostRow> found;
    auto rows = list_.query(after_id, source, limit);
    while (rows.next()) {
        const auto post = decode_post(rows.text(4));
        found.push_back({rows.integer(0), rows.text(1),
                         excerpt(post.title.empty() ? post.text : post.title), rows.text(2),
                         post.language, post.published, rows.time(3)});
    }
    return found;
}

std::int64_t Posts::clear_finished_texts(model::WallTime before, int limit,
                                         const std::vector<DocumentWindow>& exempt) {
    const auto ids = clearable(before, limit, exempt);
    for (const auto id : ids) clear(id);
    return static_cast<std::int64_t>(ids.size());
}

std::vector<std::int64_t> Posts::clearable(model::WallTime before, int limit,
                                           const std::vector<DocumentWindow>& exempt) const {
    std::set<std::int64_t> shown;
    for (const auto& window : exempt) {
        auto rows = shown_in_document_.query(window.target, window.size);
        while (rows.next()) shown.insert(rows.integer(0));
    }
    std::vector<std::int64_t> ids;
    auto rows = finished_.query(before);
    while (static_cast<int>(ids.size()) < limit && rows.next()) {
        if (!shown.contains(rows.integer(0))) ids.push_back(rows.integer(0));
    }
    return ids;
}

void Posts::clear(std::int64_t id) {
    clear_post_.run(id, encode(without_texts(get(id)->post)));
    lent_.erase(id);
    clear_segments_.run(id);
    clear_payloads_.run(id);
}

}  // namespace glossd::store
