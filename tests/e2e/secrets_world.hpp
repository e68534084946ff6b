// SecretsWorld: a glossd whose every secret is a word of its own, among services that refuse all it
// asks for and quote in their answers whatever they were shown; and everything that it wrote.
#pragma once

#include "bench/feed_stand_in.hpp"
#include "bench/process.hpp"
#include "bench/server.hpp"
#include "runtime/scratch_directory.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace glossd::e2e {

class SecretsWorld {
  public:
    // The ways to give a secret: env, file, credential, a literal, the key's own variable. They go
    // round among the secrets; `first` says with which way it begins.
    static constexpr int ways = 5;
    explicit SecretsWorld(int first);

    // A command to its end, all that it printed kept; gives its exit code.
    int run(const std::vector<std::string>& arguments);
    bench::Process begin(const std::vector<std::string>& arguments);
    void keep(const std::string& what, const std::string& text) {
        written_.emplace_back(what, text);
    }
    std::string get(const std::string& path, const std::string& authorization) const;

    // What all services answer from now on; and one more post for them to refuse.
    void answer(int status) { status_ = status; }
    void add_post();

    // "[section] type key" of every secret that was planted.
    std::vector<std::string> planted() const;
    // "in WHAT: WHERE IT WAS PLANTED" for each secret that is in anything written: what was kept,
    // and every file but the configuration and those of the secrets.
    std::vector<std::string> leaks() const;
    std::string kept(const std::string& what) const;
    std::string api_token() const { return api_token_; }
    std::string directory() const { return directory_.file(""); }
    int requests() const { return requests_; }

  private:
    struct Secret {
        std::string place;
        std::string value;
    };

    bench::Response refuse(const bench::Request& request);  // the server's thread
    std::string config();
    std::string entry(const std::string& section, const std::string& type, const std::string& name,
                      const std::vector<std::string>& secrets, const std::string& lines);
    std::string line(const std::string& section, const std::string& type, const std::string& name,
                     const std::string& key);
    std::string plant(const std::string& place);
    bench::Command command(const std::vector<std::string>& arguments) const;

    const int first_;
    const int port_;
    runtime::ScratchDirectory directory_;
    std::atomic<int> status_{500};
    std::atomic<int> requests_{0};
    std::unique_ptr<bench::FeedStandIn> feed_;
    std::unique_ptr<bench::Server> service_;
    std::vector<Secret> secrets_;
    std::string api_token_;
    std::vector<std::pair<std::string, std::string>> environment_;
    std::vector<std::pair<std::string, std::string>> written_;
    int posts_ = 0;
};

}  // namespace glossd::e2e
