// ImageFolder: the folder of images in the state directory, and how files leave it: a file belongs
// to one post (pipeline::image_file) and goes when none of its deliveries is unfinished. Loop
// thread only; the disk is touched on workers.
#pragma once

#include "daemon/workbench.hpp"
#include "model/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::daemon {

class ImageFolder {
  public:
    // Makes it, for its owner alone, where it is not there yet. `bench` outlives it.
    static model::Result<ImageFolder> make(Workbench& bench, const std::string& state);

    const std::string& path() const { return path_; }

    // Removes what no unfinished delivery needs, and what is not ours once it is a day old.
    void tidy();

  private:
    struct Files;

    ImageFolder(Workbench& bench, std::string path) : bench_(&bench), path_(std::move(path)) {}
    void judge(const std::shared_ptr<Files>& files);
    void remove(const std::shared_ptr<Files>& files);

    Workbench* bench_;
    std::string path_;
};

// The id of the post whose file has this name; nothing for a name of another kind.
std::optional<std::int64_t> post_of_image(std::string_view name);

}  // namespace glossd::daemon
