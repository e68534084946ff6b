// XWorld: everything around one glossd that follows an account on X and posts to three others: a
// pretended X and a language model on loopback, a configuration, a state directory.
#pragma once

#include "bench/llm_stand_in.hpp"
#include "bench/process.hpp"
#include "bench/x_stand_in.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace glossd::e2e {

struct XWorldOptions {
    std::size_t posts = 60;
    bench::XGeneration names = bench::XGeneration::current;
    bool gemini = false;     // the language model speaks Gemini's API
    double keeps = 1;        // LlmOptions::keeps
    bool discloses = false;  // as the targets do by themselves
    bool oauth2 = true;      // one of the three accounts signs in that way
};

class XWorld {
  public:
    explicit XWorld(const XWorldOptions& options);
    ~XWorld();

    // Runs `glossd once` to its end; gives its exit code.
    int once(model::Duration timeout = std::chrono::minutes(3));
    // Another command, likewise; its output is output().
    int run(std::vector<std::string> arguments, model::Duration timeout = std::chrono::minutes(3));
    std::filesystem::path path(const std::string& name) const { return directory_ / name; }
    // Runs `glossd run` until `so`, then ends it politely; its exit code, -1 when it was not in
    // time.
    int run_until(const std::function<bool()>& so,
                  model::Duration timeout = std::chrono::minutes(3));
    // Starts `glossd once` and kills it after `delay`; false when it had ended by then.
    bool once_killed_after(model::Duration delay);

    // Every post of the source once on every account, whole, in order and in posts of at most 280
    // weights; an empty string, or the first thing that is wrong.
    std::string first_fault() const;

    bench::XStandIn& x() { return *x_; }
    bench::LlmStandIn& llm() { return *llm_; }
    const std::string& output() const { return output_; }
    static const std::vector<std::string>& languages();

  private:
    bench::Command command(std::vector<std::string> arguments) const;
    std::string config() const;
    std::string fault_of(const std::string& language) const;

    XWorldOptions options_;
    std::filesystem::path directory_;
    std::vector<std::string> texts_;  // of the source, in order
    std::unique_ptr<bench::XStandIn> x_;
    std::unique_ptr<bench::LlmStandIn> llm_;
    std::string output_;
};

}  // namespace glossd::e2e
