// Service: the sources and targets of one configuration, and the ledger between them, on a
// Workbench. Loop thread only. A reload makes a second one, which starts when the first has
// drained: what there is to do is in the ledger's rows, so nothing else is handed over.
#pragma once

#include "config/config.hpp"
#include "daemon/image_folder.hpp"
#include "daemon/lane_memory.hpp"
#include "daemon/ledger.hpp"
#include "daemon/monitoring.hpp"
#include "daemon/workbench.hpp"
#include "pipeline/account_sender.hpp"
#include "pipeline/document_sender.hpp"
#include "pipeline/intake.hpp"
#include "pipeline/media_keeper.hpp"
#include "pipeline/plan.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace glossd::daemon {

struct TargetTotals {
    std::string name;
    std::string language;
    pipeline::DeliveryCounts counts;
};

// What was done since the start; the numbers of `once --json`.
struct Totals {
    pipeline::IntakeCounts posts;
    pipeline::TranslationCounts translations;
    pipeline::DeliveryCounts deliveries;
    std::vector<TargetTotals> targets;
    std::int64_t source_requests = 0;
    std::int64_t failed_polls = 0;
};

struct SourceCounts {
    pipeline::IntakeCounts posts;
    std::int64_t failed_polls = 0;
};

enum class Polling { never, once, repeated };

class Service {
  public:
    // Makes every plug-in and begins nothing; errors are for the operator. All three outlive it.
    // `measured`: with the monitor; a benchmark looks what it costs by leaving it out.
    static model::Result<std::unique_ptr<Service>> make(const config::Config& config,
                                                        runtime::Loop& loop, Ledger& ledger,
                                                        bool measured = true);
    ~Service();

    // Takes over the pace of the service before it, for start(): what was used of each limit, and
    // when each source is due. Call it while that one still runs, and once it has drained.
    void keep_pace_of(const Service& before);

    // Takes over what a dead owner left, then lets everything begin. `only`: names of sources;
    // empty: all. `began`: everything has been started.
    void start(const std::vector<std::string>& only, Polling polling, std::function<void()> began);

    // Polls these sources (none: all) now instead of later.
    void poll_now(const std::vector<std::string>& only);

    // Starts nothing more. What is in flight ends by itself; busy() says when.
    void stop();
    void cancel() { bench_->cancel(); }

    // Loads what was planned, or (from the start) what was changed by hand.
    void wake(bool from_start);

    bool busy() const { return bench_->activity().busy(); }
    void on_idle(std::function<void()> handler) { bench_->on_idle(std::move(handler)); }
    store::Database& database() { return bench_->database(); }
    Monitoring* monitoring() { return monitoring_.get(); }  // null when not measured
    const config::Config& config() const { return config_; }

    // Something was taken out of the memory.
    void forget_recent() { bench_->translator().forget_recent(); }

    // When something that now waits will be due: a retry, a parked lane, a settle time. Nothing
    // when only a new post or the operator can give it work.
    std::optional<model::Instant> next_due() const;

    Totals totals() const;

  private:
    using Pauses = std::map<std::string, model::WallTime>;
    using Sender = std::variant<std::unique_ptr<pipeline::AccountSender>,
                                std::unique_ptr<pipeline::DocumentSender>>;

    // What the start finds in the ledger.
    struct Takeover {
        std::string instance;
        std::int64_t orphans = 0;   // in flight when their owner died
        std::int64_t homeless = 0;  // their target is gone from the configuration
        std::vector<store::LaneRow> parks;
        std::vector<store::FindingsRow> findings;
        Pauses pauses;
    };

    Service(const config::Config& config, runtime::Loop& loop, Ledger& ledger,
            std::unique_ptr<Workbench> bench);

    model::Result<void> make_sources();
    model::Result<void> make_targets();
    model::Result<void> make_keeper();
    flow::LaneDriver& host_lane(const config::SourceSettings& source);
    flow::LaneDriver& image_lane(const std::string& host);
    void forget_idle_image_lanes();
    pipeline::Intake::Events intake_events(const std::string& source);
    Watched collect(monitor::Metrics& metrics) const;  // collect.cpp
    void start_polling(const std::vector<std::string>& only, Polling polling);
    void take_over(const Takeover& takeover);
    void make_senders(const std::string& instance);
    void obey(const Pauses& pauses);
    void housekeep();
    std::vector<flow::LaneDriver*> lasting_lanes() const;  // those the ledger may know
    std::vector<flow::LaneDriver*> lanes() const;          // of hosts and targets
    std::vector<flow::LaneDriver*> all_lanes() const;      // and of image hosts and engines

    template <class Visit>
    void each_sender(Visit visit) const {
        for (const auto& sender : senders_) {
            std::visit([&](const auto& one) { visit(*one); }, sender);
        }
    }

    const config::Config& config_;
    runtime::Loop& loop_;
    Ledger& ledger_;
    pipeline::Plan plan_;
    pipeline::LanguageMemory languages_;
    std::unique_ptr<Workbench> bench_;
    std::map<std::string, std::unique_ptr<flow::LaneDriver>> host_lanes_;
    std::map<std::string, std::unique_ptr<flow::LaneDriver>> image_lanes_;  // of other hosts
    std::optional<ImageFolder> images_;
    std::unique_ptr<pipeline::MediaKeeper> keeper_;                // with images_
    std::vector<std::unique_ptr<flow::LaneDriver>> target_lanes_;  // as Config::targets
    std::vector<publishers::AnyPublisher> publishers_;             // until senders_ take them
    std::vector<Sender> senders_;
    std::vector<std::unique_ptr<pipeline::Intake>> intakes_;
    std::map<std::string, model::Instant> due_;  // by url; of the service before
    runtime::Timer housekeeping_;
    LaneMemory lane_memory_;
    bool keeps_pace_ = false;  // of the service before
    bool stopped_ = false;
    std::map<std::string, SourceCounts> source_counts_;
    std::unique_ptr<Monitoring> monitoring_;
};

}  // namespace glossd::daemon
