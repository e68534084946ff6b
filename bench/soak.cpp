// Soak: a daemon that runs for minutes or hours while its services fail, posts keep coming, and it
// is killed, restarted and reloaded. All the time nothing may be published twice, damaged or out of
// order, and the ledger must be sound; twice a minute everything calms down, and then nothing may
// be missing.
//   bench_soak [--minutes N] [--seed N] [--program PATH]
// Exit code 1: something is not as promised; the same seed does the same again, but for its timing.
#include "ordeal/footprint.hpp"
#include "ordeal/upset.hpp"
#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/integrity.hpp"

#include <algorithm>
#include <iostream>
#include <random>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace glossd;
using namespace std::chrono_literals;
using ordeal::Platform;

constexpr auto round_length = 25s;  // of upset; then calm until all is there
constexpr auto patience = 4min;     // for that

// An account that has had more than 400 posts within an hour cannot be read back far enough, and
// what is in doubt is then held.
constexpr double posts_an_hour = 250;

ordeal::TrialOptions everything(std::uint64_t seed) {
    return {.receivers = {{.languages = {"es"}},
                          {.recognises = false, .order = "any", .languages = {"fr"}},
                          {.platform = Platform::snac, .languages = {"pt"}},
                          {.platform = Platform::x, .languages = {"de"}, .page = 100},
                          {.platform = Platform::webhook, .languages = {"it"}},
                          {.platform = Platform::feed, .languages = {"nl"}}},
            .posts = 10,
            .seed = seed,
            .pool = 5000};
}

class Soak {
  public:
    Soak(const std::string& program, std::uint64_t seed, std::chrono::minutes length)
        : trial_(program, everything(seed)),
          upset_(trial_, seed,
                 posts_an_hour / static_cast<double>(std::clamp<long>(length.count(), 1, 60))),
          random_(seed),
          length_(length) {}

    // An empty string, or what is not as promised.
    std::string run() {
        began_ = std::chrono::steady_clock::now();
        upset_.start();
        print_head();
        if (auto fault = settle(); !fault.empty()) return fault;
        print_row();
        while (std::chrono::steady_clock::now() < began_ + length_) {
            auto fault = upset_round();
            if (fault.empty()) fault = settle();
            if (!fault.empty()) return fault;
            print_row();
        }
        return last_life();
    }

  private:
    std::string upset_round() {
        const auto end = std::chrono::steady_clock::now() + round_length;
        while (std::chrono::steady_clock::now() < end) {
            if (auto fault = upset_.step(); !fault.empty()) return fault;
            if (auto fault = wrong_now(); !fault.empty()) return fault;
            std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 800));
        }
        return {};
    }

    // With all services well, until everything is there.
    std::string settle() {
        upset_.calm();
        const auto late = std::chrono::steady_clock::now() + patience;
        while (!trial_.tally().clean()) {
            if (auto fault = wrong_now(); !fault.empty()) return fault;
            const bool in_vain = std::chrono::steady_clock::now() > late || !trial_.held().empty();
            if (in_vain) return still_missing();
            std::this_thread::sleep_for(200ms);
        }
        return sound_ledger();
    }

    std::string wrong_now() {
        const auto tally = trial_.tally();
        if (tally.nothing_wrong()) return {};
        return fmt::format("{} twice, {} that nobody wrote, {} in the wrong order",
                           tally.duplicated, tally.strange, tally.disordered);
    }

    std::string still_missing() {
        const auto tally = trial_.tally();
        return fmt::format("in all the calm {} missing, {} not whole; held:\n{}\n{}", tally.missing,
                           tally.begun, fmt::join(trial_.held(), "\n"), upset_.daemon().output());
    }

    std::string sound_ledger() {
        try {
            store::Connection connection(trial_.ledger(), store::Access::read_only, {});
            store::check_integrity(connection);
        } catch (const store::Failure& failure) {
            return failure.error().message;
        }
        const auto held = trial_.held();
        return held.empty() ? "" : fmt::format("held:\n{}", fmt::join(held, "\n"));
    }

    // A restart shows what the ledger alone has grown to cost.
    std::string last_life() {
        auto fault = upset_.restart();
        if (fault.empty()) fault = settle();
        if (fault.empty()) print_row();
        return fault;
    }

    static void print_head() {
        fmt::print("{:>7}{:>8}{:>11}{:>8}{:>7}{:>10}{:>9}{:>9}{:>9}{:>7}\n", "seconds", "posts",
                   "deliveries", "faults", "kills", "restarts", "reloads", "RSS MB", "peak MB",
                   "files");
    }

    void print_row() {
        constexpr double megabyte = 1024;
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(
            std::chrono::steady_clock::now() - began_);
        const auto& counts = upset_.counts();
        const auto print = ordeal::footprint_of(upset_.daemon().pid());
        std::cout << fmt::format("{:>7}{:>8}{:>11}{:>8}{:>7}{:>10}{:>9}{:>9.1f}{:>9.1f}{:>7}\n",
                                 age.count(), trial_.posts(), trial_.tally().whole, counts.faults,
                                 counts.kills, counts.restarts, counts.reloads,
                                 static_cast<double>(print.resident) / megabyte,
                                 static_cast<double>(print.peak) / megabyte, print.files)
                  << std::flush;
    }

    ordeal::Trial trial_;
    ordeal::Upset upset_;
    std::mt19937_64 random_;
    const model::Duration length_;
    model::Instant began_{};
};

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t seed = std::random_device{}();
    int minutes = 10;
    std::string program = GLOSSD_BINARY;
    CLI::App app("Runs a daemon while its services fail and it is killed, restarted and reloaded");
    app.add_option("--minutes", minutes, "how long")->check(CLI::PositiveNumber);
    app.add_option("--seed", seed, "which faults and posts");
    app.add_option("--program", program, "the glossd to run");
    CLI11_PARSE(app, argc, argv);
    fmt::print("seed {}\n", seed);
    Soak soak(program, seed, std::chrono::minutes(minutes));
    const auto fault = soak.run();
    if (fault.empty()) {
        fmt::print("nothing lost, nothing twice, in order, and the ledger is sound\n");
        return 0;
    }
    fmt::print("FAULT: {}\n", fault);
    return 1;
}
