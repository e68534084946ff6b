// MtStandIn: a pretended translation service on loopback that translates with translate(), behind
// the API of a real one: DeepL's, LibreTranslate's, Google's or Azure's. Any thread.
#pragma once

#include "bench/mt_api.hpp"
#include "bench/server.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace glossd::bench {

struct MtCounters {
    int calls = 0;         // translated, so paid for
    int texts = 0;         // in them
    int bad_requests = 0;  // each is a defect of the client
    int unauthorized = 0;
};

class MtStandIn {
  public:
    // An empty key: anyone may ask.
    static model::Result<std::unique_ptr<MtStandIn>> start(const MtApi& api, std::string api_key);

    std::string base_url() const { return server_->url(); }
    Faults& faults() { return *faults_; }
    MtCounters counters() const;

  private:
    MtStandIn(const MtApi& api, std::string api_key);

    Response handle(const Request& request);  // the server's thread

    const MtApi& api_;
    const std::string api_key_;
    const std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
    mutable std::mutex mutex_;  // what follows
    MtCounters counters_;
    std::unique_ptr<Server> server_;  // last: its thread uses all of the above
};

}  // namespace glossd::bench
