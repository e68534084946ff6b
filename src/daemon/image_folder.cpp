#include "daemon/image_folder.hpp"

#include "monitor/log.hpp"
#include "runtime/state_owner.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

namespace glossd::daemon {

namespace fs = std::filesystem;
using model::Result;

namespace {

constexpr std::chrono::hours stranger_age{24};

bool is_old(const fs::directory_entry& entry) {
    std::error_code error;
    const auto written = entry.last_write_time(error);
    return !error && fs::file_time_type::clock::now() - written > stranger_age;
}

}  // namespace

struct ImageFolder::Files {
    struct Known {
        std::string name;
        std::int64_t post;
    };
    std::vector<Known> known;         // of posts
    std::vector<std::string> gone;    // to be removed
    pipeline::Activity::Token token;  // goes on the loop

    static void list(const std::string& folder, Files& files) {
        std::error_code error;
        for (fs::directory_iterator at(folder, error), end; !error && at != end;
             at.increment(error)) {
            auto name = at->path().filename().string();
            if (const auto post = post_of_image(name)) {
                files.known.push_back({std::move(name), *post});
            } else if (is_old(*at)) {
                files.gone.push_back(std::move(name));
            }
        }
    }
};

std::optional<std::int64_t> post_of_image(std::string_view name) {
    std::int64_t post = 0;
    const auto* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, post);
    if (error != std::errc{} || stop == end || *stop != '-' || post < 0) return std::nullopt;
    return post;
}

Result<ImageFolder> ImageFolder::make(Workbench& bench, const std::string& state) {
    const auto path = state + "/media";
    std::error_code error;
    fs::create_directories(path, error);
    if (!error) fs::permissions(path, fs::perms::owner_all, error);
    if (error)
        return model::fail(model::ErrorKind::io,
                           "cannot make the folder " + path + ": " + error.message());
    runtime::hand_over(path);
    return ImageFolder(bench, path);
}

void ImageFolder::tidy() {
    auto files = std::make_shared<Files>();
    files->token = bench_->activity().hold();
    bench_->off_loop([this, path = path_, files]() mutable {
        Files::list(path, *files);
        bench_->loop().post([this, files = std::move(files)] { judge(files); });
    });
}

void ImageFolder::judge(const std::shared_ptr<Files>& files) {
    bench_->database().submit(
        [known = files->known](store::Tables& tables) {
            std::vector<std::string> finished;
            for (const auto& file : known) {
                if (!tables.deliveries.is_unfinished(file.post)) finished.push_back(file.name);
            }
            return finished;
        },
        [this, files](const Result<std::vector<std::string>>& finished) {
            if (!finished) {
                monitor::log(monitor::Level::error, "images: {}", finished.error().message);
                return;
            }
            files->gone.insert(files->gone.end(), finished->begin(), finished->end());
            if (!files->gone.empty()) remove(files);
        });
}

void ImageFolder::remove(const std::shared_ptr<Files>& files) {
    bench_->off_loop([this, path = path_, files]() mutable {
        for (const auto& name : files->gone) {
            std::error_code ignored;  // the next round sees it again
            fs::remove(path + "/" + name, ignored);
        }
        bench_->loop().post([files = std::move(files)] {});
    });
}

}  // namespace glossd::daemon
