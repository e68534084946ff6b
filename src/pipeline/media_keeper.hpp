// MediaKeeper: brings images into the folder of images, once for all targets, one at a time from
// each host. Loop thread only. What one would get wrong: every answer comes later, never before
// fetch() has returned; and an image that cannot be had is an answer too, after some minutes at
// most.
#pragma once

#include "flow/lane_driver.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/pictures.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace glossd::pipeline {

class MediaKeeper {
  public:
    struct Options {
        std::string folder;
        std::size_t largest = 16 * 1024 * 1024;               // bytes of one image
        model::Duration timeout = std::chrono::seconds(30);   // of one download
        model::Duration patience = std::chrono::minutes(10);  // until it counts as lost
        model::Duration remembers = std::chrono::minutes(5);  // that it was lost
        int most_tries = 8;
    };
    // The lane of a host; it says when a download that failed is tried again.
    using Lanes = std::function<flow::LaneDriver&(const std::string& host)>;
    using Done = std::function<void(const PictureOrWhy&)>;

    MediaKeeper(runtime::Loop& loop, Exchange& exchange, Lanes lanes, Activity& activity,
                Options options);

    const std::string& folder() const { return options_.folder; }

    // Looks for the file in the folder, else downloads the address into it. Equal files, and equal
    // addresses of different files, share what is under way.
    void fetch(const Candidate& image, Done done);

    void stop();  // answers nothing any more

  private:
    struct Wanted {  // one file
        std::string address;
        std::vector<Done> waiting;
    };
    struct Download {  // one address
        std::vector<std::string> files;
        std::unique_ptr<runtime::Timer> end;
        int tries = 0;
        std::string last_failure;
    };
    struct Lost {
        std::string why;
        model::Instant until;
    };
    struct Arrived;

    void look(const std::string& file);
    void join(const std::string& file);
    void ask(const std::string& address);
    void granted(const std::string& address, flow::LaneDriver& lane);
    void arrived(const std::string& address, const Arrived& arrived);
    void keep(const std::string& file, const Picture& picture, const std::string& content);
    void lose(const std::string& address, const std::string& why);
    void answer(const std::string& file, const PictureOrWhy& result);

    runtime::Loop& loop_;
    Exchange& exchange_;
    Lanes lanes_;
    Activity& activity_;
    Options options_;
    std::map<std::string, Wanted> wanted_;       // by file
    std::map<std::string, Download> downloads_;  // by address
    std::map<std::string, Lost> lost_;           // by address
    bool stopped_ = false;
};

}  // namespace glossd::pipeline
