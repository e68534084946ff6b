#include "store/memory_pages.hpp"

namespace glossd::store {

namespace {

const std::string of_pair =
    " (?1 IS NULL OR from_language = ?1) AND (?2 IS NULL OR to_language = ?2)";

std::int64_t only_number(Rows&& rows) {
    rows.next();
    return rows.integer(0);
}

}  // namespace

MemoryPages::MemoryPages(Connection& connection)
    : page_(connection,
            "SELECT id, key, from_language, to_language, style, engine, source, text, created, "
            "by_hand, shortened_to FROM memory WHERE id > ?3 AND source IS NOT NULL AND" +
                of_pair + " ORDER BY id LIMIT ?4"),
      exportable_(connection, "SELECT count(*) FROM memory WHERE source IS NOT NULL AND" + of_pair),
      without_source_(connection,
                      "SELECT count(*) FROM memory WHERE source IS NULL AND" + of_pair) {}

MemoryPage MemoryPages::page(const LanguagePair& of, std::int64_t after, int limit) const {
    MemoryPage page;
    page.last_id = after;
    auto rows = page_.query(of.from, of.to, after, limit);
    while (rows.next()) {
        page.last_id = rows.integer(0);
        page.entries.push_back({rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                                rows.text(5), rows.text(6), rows.text(7), rows.time(8),
                                rows.integer(9) != 0, rows.integer(10)});
    }
    return page;
}

std::int64_t MemoryPages::exportable(const LanguagePair& of) const {
    return only_number(exportable_.query(of.from, of.to));
}

std::int64_t MemoryPages::without_source(const LanguagePair& of) const {
    return only_number(without_source_.query(of.from, of.to));
}

}  // namespace glossd::store
