// MediaWorld: a feed whose posts have images, and one glossd that brings them to two accounts on
// Mastodon and one on X, all on loopback.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/process.hpp"
#include "bench/x_stand_in.hpp"
#include "runtime/scratch_directory.hpp"

#include <memory>
#include <string>
#include <vector>

namespace glossd::e2e {

struct MediaWorldOptions {
    std::size_t posts = 6;  // the first has no image, the next ones have one, two, three, one ...
    int media_polls = 0;    // how often both services say that they are still at work
    int forgets_media = 0;  // how many posts of each service find their media gone
    bool has_v2_media = true;
    bool oauth2 = false;           // how the target on X signs in
    std::string target_keys = {};  // of each target
};

class MediaWorld {
  public:
    explicit MediaWorld(const MediaWorldOptions& options = {});

    int once(model::Duration timeout = std::chrono::minutes(3));
    bool once_killed_after(model::Duration delay);
    // Another command on the same configuration; its output is output().
    int command(const std::vector<std::string>& arguments);

    // The image at this place of the feed is answered with this from now on.
    void answer_image(std::size_t number, bench::Response response);
    std::string image_path(std::size_t number) const;
    std::size_t images() const { return contents_.size(); }
    // How often each image was asked for.
    std::vector<int> downloads() const;
    std::vector<std::string> kept_files() const;  // in the folder of images

    // Every post once on every account, with its images and their translated alt texts, but for
    // `lost` ones; an empty string, or the first thing that is wrong.
    std::string first_fault(const std::vector<std::size_t>& lost = {}) const;

    bench::FeedStandIn& feed() { return *feed_; }
    bench::MastodonStandIn& mastodon() { return *mastodon_; }
    bench::XStandIn& x() { return *x_; }
    bench::LlmStandIn& llm() { return *llm_; }
    const std::string& output() const { return output_; }

  private:
    struct Shown {  // one image as an account has it
        std::string alt;
        std::string content;
        bool operator==(const Shown&) const = default;
    };

    std::string config() const;
    bench::Command glossd(const std::vector<std::string>& arguments) const;
    std::vector<Shown> expected(std::size_t post, const std::string& language,
                                const std::vector<std::size_t>& lost) const;
    std::string fault_of(const std::string& account, const std::string& language,
                         const std::vector<std::string>& texts,
                         const std::vector<std::vector<Shown>>& images,
                         const std::vector<std::size_t>& lost) const;

    MediaWorldOptions options_;
    runtime::ScratchDirectory directory_;
    std::vector<bench::FeedItem> items_;
    std::vector<std::vector<std::size_t>> numbers_;  // of the images of each item
    std::vector<std::string> contents_;              // of the images
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::LlmStandIn> llm_;
    std::unique_ptr<bench::MastodonStandIn> mastodon_;
    std::unique_ptr<bench::XStandIn> x_;
    std::string output_;
};

}  // namespace glossd::e2e
