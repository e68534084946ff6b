#include "store/meta.hpp"

#include "store/failure.hpp"

#include <charconv>
#include <cstdint>

namespace glossd::store {

namespace {

constexpr const char* since_put_back = "put_back";

}  // namespace

Meta::Meta(Connection& connection)
    : get_(connection, "SELECT value FROM meta WHERE key = ?1"),
      put_(connection,
           "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value") {}

std::string Meta::instance_id() const {
    auto id = get("instance_id");
    if (!id) throw Failure(model::ErrorKind::io, "the database has lost its instance id");
    return *id;
}

std::optional<std::string> Meta::get(const std::string& key) const {
    auto rows = get_.query(key);
    if (!rows.next()) return std::nullopt;
    return rows.text(0);
}

void Meta::put(const std::string& key, const std::string& value) {
    put_.run(key, value);
}

void Meta::note_start(model::WallTime now) {
    if (get(copied).value_or("").empty()) return;
    put(since_put_back, std::to_string(now.time_since_epoch().count()));
    put(copied, "");
}

std::optional<model::WallTime> Meta::put_back() const {
    const auto text = get(since_put_back).value_or("");
    std::int64_t since = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (text.empty() || trouble != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return model::WallTime(model::Duration(since));
}

}  // namespace glossd::store
