#include "daemon/digest.hpp"

#include "api/history.hpp"
#include "runtime/scratch_directory.hpp"
#include "store/database.hpp"

#include <future>

#include <doctest/doctest.h>

using namespace glossd;
using daemon::digest_text;
using daemon::take_digest;

namespace {

class Ledger {
  public:
    template <class Work>
    auto operator()(Work work) {
        using Result = store::WorkResult<Work, store::Tables&>;
        std::promise<Result> answer;
        database_->submit(std::move(work), [&](Result result) { answer.set_value(result); });
        auto result = answer.get_future().get();
        REQUIRE(result);
        if constexpr (!std::is_void_v<typename Result::value_type>) return *result;
    }

  private:
    runtime::ScratchDirectory directory_ = std::move(*runtime::ScratchDirectory::make());
    std::unique_ptr<store::Database> database_ = std::move(*store::Database::open(
        directory_.file("glossd.db"), [](const std::function<void()>& done) { done(); }));
};

}  // namespace

TEST_CASE("the digest is sent once a day, from its time on, whatever restarts") {
    Ledger ledger;
    ledger([](store::Tables& tables) {
        CHECK_FALSE(take_digest(tables, "08:00", {"2026-11-27", "07:59"}));
        CHECK(take_digest(tables, "08:00", {"2026-11-27", "08:00"}));
        CHECK_FALSE(take_digest(tables, "08:00", {"2026-11-27", "08:01"}));
        CHECK_FALSE(take_digest(tables, "08:00", {"2026-11-28", "07:00"}));
        CHECK(take_digest(tables, "08:00", {"2026-11-28", "12:00"}));
        CHECK_FALSE(take_digest(tables, "", {"2026-11-29", "12:00"}));
    });
}

TEST_CASE("a first start after that time waits for the next day") {
    Ledger ledger;
    ledger([](store::Tables& tables) {
        CHECK_FALSE(take_digest(tables, "08:00", {"2026-11-27", "15:00"}));
        CHECK_FALSE(take_digest(tables, "08:00", {"2026-11-27", "23:00"}));
        CHECK(take_digest(tables, "08:00", {"2026-11-28", "08:00"}));
    });
}

TEST_CASE("the digest says what each source gave and each target got") {
    config::Config config;
    config.sources.emplace_back().name = "news";
    config.targets.emplace_back().name = "es";
    const auto now = model::wall_now();
    monitor::Sample sample{now - std::chrono::hours(1), 60, {}};
    sample.reading[{monitor::Metric::source_posts, {"news", "new"}}].number = 12;
    sample.reading[{monitor::Metric::target_deliveries, {"es", "published"}}].number = 11;
    Ledger ledger;
    const auto text = ledger([&](store::Tables& tables) {
        api::keep_sample(tables, sample);
        store::SourceState state;
        state.failures = 3;
        tables.cursors.put("news", state);
        tables.pauses.pause("es", now);
        return digest_text(tables, config, now);
    });
    CHECK(text ==
          "glossd, the last 24 hours\nnews: 12 new, the last 3 polls failed\n"
          "es: 11 published\npaused: es");
}
