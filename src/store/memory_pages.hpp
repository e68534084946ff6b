// MemoryPages: the memory page by page, to be written elsewhere. Entries from before the memory
// kept the texts they are translations of are not among them: they serve, but cannot move.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

struct MemoryPage {
    std::vector<Remembered> entries;
    std::int64_t last_id = 0;  // `after` of the next page; entries is empty behind the last
};

// Only this language of the texts, of the translations.
struct LanguagePair {
    std::optional<std::string> from = {};
    std::optional<std::string> to = {};
};

class MemoryPages {
  public:
    explicit MemoryPages(Connection& connection);

    // In the order in which they came.
    MemoryPage page(const LanguagePair& of, std::int64_t after, int limit) const;
    // Both read the whole table.
    std::int64_t exportable(const LanguagePair& of) const;
    std::int64_t without_source(const LanguagePair& of) const;

  private:
    Statement page_;
    Statement exportable_;
    Statement without_source_;
};

}  // namespace glossd::store
