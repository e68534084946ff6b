// Tables: all of the ledger on one connection. A const Tables can only read.
// Belongs to the thread that uses the connection; works get it by reference and must not keep it.
#pragma once

#include "store/cursors.hpp"
#include "store/deliveries.hpp"
#include "store/duplicates.hpp"
#include "store/guards.hpp"
#include "store/lanes.hpp"
#include "store/memory.hpp"
#include "store/memory_pages.hpp"
#include "store/meta.hpp"
#include "store/parts.hpp"
#include "store/pauses.hpp"
#include "store/posts.hpp"
#include "store/retractions.hpp"
#include "store/samples.hpp"
#include "store/seen.hpp"
#include "store/spending.hpp"

namespace glossd::store {

struct Tables {
    explicit Tables(Connection& connection)
        : meta(connection),
          posts(connection),
          seen(connection),
          duplicates(connection),
          parts(connection),
          deliveries(connection, parts),
          memory(connection),
          memory_pages(connection),
          cursors(connection),
          lanes(connection),
          samples(connection),
          pauses(connection),
          retractions(connection),
          spending(connection),
          guards(connection, deliveries) {}

    Meta meta;
    Posts posts;
    Seen seen;
    Duplicates duplicates;
    Parts parts;
    Deliveries deliveries;
    Memory memory;
    MemoryPages memory_pages;
    Cursors cursors;
    Lanes lanes;
    Samples samples;
    Pauses pauses;
    Retractions retractions;
    Spending spending;
    Guards guards;
};

}  // namespace glossd::store
