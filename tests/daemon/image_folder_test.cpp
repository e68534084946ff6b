#include "daemon/image_folder.hpp"

#include "daemon/ledger.hpp"
#include "runtime/scratch_directory.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::daemon;
namespace fs = std::filesystem;

namespace {

class FolderWorld {
  public:
    FolderWorld()
        : directory_(*runtime::ScratchDirectory::make()),
          database_(*open_database(directory_.file("glossd.db"), loop_)),
          bench_(*Workbench::make(config_, loop_, *database_)) {
        bench_->on_idle([this] { loop_.stop(); });
    }

    ImageFolder folder() { return *ImageFolder::make(*bench_, directory_.file("state")); }

    void write(const ImageFolder& folder, const std::string& name) const {
        std::ofstream(folder.path() + "/" + name) << "x";
    }
    std::vector<std::string> names(const ImageFolder& folder) const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder.path()))
            found.push_back(entry.path().filename());
        std::sort(found.begin(), found.end());
        return found;
    }

    // A post with one delivery; gives the post's id.
    std::int64_t plan(bool dropped) {
        std::int64_t post = 0;
        database_->submit(
            [dropped](store::Tables& tables) {
                const auto now = model::wall_now();
                model::Post made;
                made.id = dropped ? "dropped" : "open";
                const auto id = tables.posts.insert("news", made, std::string(32, 'h'), now);
                const auto delivery = tables.deliveries.plan({id, "news", "es", "es", 0, now});
                if (dropped) tables.deliveries.drop(delivery, now);
                return id;
            },
            [&post, token = bench_->activity().hold()](const model::Result<std::int64_t>& id) {
                post = id.value_or(-1);
            });
        loop_.run();
        return post;
    }
    void tidy(ImageFolder& folder) {
        folder.tidy();
        loop_.run();
    }

  private:
    runtime::ScratchDirectory directory_;
    runtime::Loop loop_;
    config::Config config_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<Workbench> bench_;
};

}  // namespace

TEST_CASE("the folder of images is made for its owner alone") {
    FolderWorld world;
    const auto folder = world.folder();
    CHECK(fs::status(folder.path()).permissions() == fs::perms::owner_all);
    CHECK(world.folder().path() == folder.path());
}

TEST_CASE("a file goes when its post is done, and a stranger when it is a day old") {
    FolderWorld world;
    auto folder = world.folder();
    const auto open = std::to_string(world.plan(false));
    const auto done = std::to_string(world.plan(true));
    for (const auto& name : {open + "-a", open + "-b.Xy12", done + "-a", done + "-a.Xy12",
                             std::string("999-a"), std::string("new"), std::string("old")})
        world.write(folder, name);
    fs::last_write_time(folder.path() + "/old",
                        fs::file_time_type::clock::now() - std::chrono::hours(25));
    world.tidy(folder);
    CHECK(world.names(folder) == std::vector<std::string>{open + "-a", open + "-b.Xy12", "new"});
}

TEST_CASE("the name of a file tells its post") {
    CHECK(post_of_image("17-abc") == 17);
    for (const auto* name : {"", "17", "-17-abc", "abc", "17_abc", "99999999999999999999-a"})
        CHECK_FALSE(post_of_image(name));
}
