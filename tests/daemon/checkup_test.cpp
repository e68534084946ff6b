#include "daemon/checkup.hpp"

#include "runtime/scratch_directory.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::daemon;

namespace {

model::Language tongue(const char* tag) {
    return *model::Language::parse(tag);
}

// A Spanish source for an English and a Catalan file, with an Apertium that has two modes.
config::Config offline_config(const runtime::ScratchDirectory& directory) {
    config::Config config;
    config::SourceSettings source;
    source.name = "news";
    source.type = "feed";
    source.language = tongue("es");
    config.sources = {source};
    for (const auto* language : {"en", "ca"}) {
        config::TargetSettings target;
        target.name = language;
        target.type = "feed";
        target.language = tongue(language);
        target.path = directory.file(target.name);
        config.targets.push_back(target);
    }
    config::EngineSettings engine;
    engine.name = "offline";
    engine.type = "apertium";
    engine.data_dir = directory.file("data");
    config.engines = {engine};
    config.routes = {{{"news"}, {"en", "ca"}, {"offline"}}};
    std::filesystem::create_directories(directory.file("data/modes"));
    for (const auto* mode : {"spa-eng", "eng-cat"}) {
        std::ofstream(directory.file(std::string("data/modes/") + mode + ".mode"))
            << "lt-proc '/nowhere.bin'\n";
    }
    return config;
}

}  // namespace

TEST_CASE("the check says which pairs are direct and which go through which language") {
    const auto directory = runtime::ScratchDirectory::make().value();
    auto config = offline_config(directory);
    const auto refused = check_offline(config);
    REQUIRE_FALSE(refused.empty());
    CHECK_FALSE(refused[0].good);
    CHECK(refused[0].what == "route news to ca");
    CHECK(refused[0].message.find("through = [\"en\"]") != std::string::npos);

    config.engines[0].through = {"en"};
    std::vector<std::string> told;
    for (const auto& finding : check_offline(config)) {
        CHECK(finding.good);
        told.push_back(finding.what + ": " + finding.message);
    }
    CHECK(told == std::vector<std::string>{"engine offline: es to ca: spa-eng, eng-cat: through en",
                                           "engine offline: es to en: spa-eng"});
}
