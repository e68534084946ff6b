// The world of a pipeline test: a real loop and a real ledger in a directory that goes away,
// between plug-ins and a transport made by hand. run_until() fails the test after five seconds.
#pragma once

#include "fake_engine.hpp"
#include "fakes.hpp"
#include "pipeline/translator.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

namespace glossd::pipeline {

inline model::Language language(const std::string& tag) {
    return *model::Language::parse(tag);
}

class TempDir {
  public:
    TempDir() {
        auto name = (std::filesystem::temp_directory_path() / "glossd-pipeline-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    std::string file(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

class World {
  public:
    World() {
        auto opened = store::Database::open(
            file(), [this](std::function<void()> done) { loop.post(std::move(done)); });
        REQUIRE(opened);
        database = std::move(*opened);
        exchange.script = [](const model::Request& request) { return engine_answer(request); };
        cache = {std::chrono::hours(1), 1000, 1 << 20};
    }
    ~World() { database->close(); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    std::string file() const { return directory_.file("glossd.db"); }

    void run_until(const std::function<bool()>& done) {
        constexpr std::chrono::minutes patience(2);
        const auto end = loop.now() + patience;
        runtime::Timer look(loop, [&] {
            if (done() || loop.now() > end) return loop.stop();
            look.start(model::Duration(1));
        });
        look.start(model::Duration(0));
        loop.run();
        REQUIRE(done());
    }

    // Everything that can happen by itself has happened.
    void settle() {
        run_until([this] { return !activity.busy(); });
    }

    // Runs a work in the ledger and waits for it; it must succeed.
    template <class Work>
    auto in_ledger(Work work) {
        std::optional<store::WorkResult<Work, store::Tables&>> result;
        database->submit(std::move(work),
                         [&](auto outcome) { result.emplace(std::move(outcome)); });
        run_until([&] { return result.has_value(); });
        const std::string message = *result ? "" : result->error().message;
        REQUIRE_MESSAGE(result->has_value(), message);
        if constexpr (!std::is_void_v<typename decltype(result)::value_type::value_type>) {
            return std::move(**result);
        }
    }

    // What another process sees committed at this moment.
    model::Delivery committed(std::int64_t id) const {
        auto reader = store::Reader::open(file());
        REQUIRE(reader);
        const auto found = (*reader)->read(
            [id](const store::Tables& tables) { return tables.deliveries.get(id); });
        REQUIRE(found);
        REQUIRE(found->has_value());
        return **found;
    }

    std::unique_ptr<flow::LaneDriver> make_lane(const std::string& name, int concurrent = 4) {
        return std::make_unique<flow::LaneDriver>(
            loop, flow::Lane(name, {.max_concurrent = concurrent}, loop.now()),
            [](const flow::Lane&, const std::optional<flow::Park>&) {});
    }

    void add_engine(FakeEngine::Traits traits, int batch_max = 16,
                    model::Duration batch_wait = model::Duration(2)) {
        config::EngineSettings settings;
        settings.name = traits.name;
        settings.batch_max = batch_max;
        settings.batch_wait = batch_wait;
        settings.timeout = std::chrono::seconds(1);
        engines.push_back({settings, std::make_unique<FakeEngine>(traits), make_lane(traits.name)});
    }

    Translator& translator() {
        if (!translator_) {
            translator_ = std::make_unique<Translator>(loop, *database, exchange, engines, cache,
                                                       activity, nullptr, Glossaries(glossaries));
        }
        return *translator_;
    }

    // The next translator() knows what the ledger does, and the glossaries as they are then.
    void restart_translator() {
        settle();
        translator_.reset();
    }

    Wish wish(const std::string& text, const std::string& to = "es",
              const std::string& from = "en") const {
        Wish made;
        made.text = text;
        if (!from.empty()) made.from = language(from);
        made.to = language(to);
        for (std::size_t i = 0; i < engines.size(); ++i) made.chain.push_back(i);
        return made;
    }

    std::vector<Translator::Answer> translate(const std::vector<Wish>& wishes) {
        std::optional<std::vector<Translator::Answer>> answers;
        translator().translate(wishes, [&](auto answered) { answers = std::move(answered); });
        run_until([&] { return answers.has_value(); });
        return std::move(*answers);
    }

  private:
    TempDir directory_;

  public:
    runtime::Loop loop;
    Activity activity{[] {}};
    FakeExchange exchange{loop};
    std::unique_ptr<store::Database> database;
    config::CacheSettings cache;
    std::vector<EngineSlot> engines;
    std::vector<config::GlossarySettings> glossaries;

  private:
    std::unique_ptr<Translator> translator_;
};

inline std::vector<Wish> numbered_wishes(const World& world, int count) {
    std::vector<Wish> wishes;
    for (int i = 0; i < count; ++i) wishes.push_back(world.wish("word" + std::to_string(i)));
    return wishes;
}

}  // namespace glossd::pipeline
