#include "bench/mt_stand_in.hpp"

#include <utility>

namespace glossd::bench {

MtStandIn::MtStandIn(const MtApi& api, std::string api_key)
    : api_(api), api_key_(std::move(api_key)) {}

model::Result<std::unique_ptr<MtStandIn>> MtStandIn::start(const MtApi& api, std::string api_key) {
    std::unique_ptr<MtStandIn> made(new MtStandIn(api, std::move(api_key)));
    auto* self = made.get();
    Service service{{},
                    [self](const Request& request) { return self->handle(request); },
                    [self](int status) { return self->api_.error(status, "not now"); }};
    auto server = Server::start(std::move(service), self->faults_);
    if (!server) return tl::make_unexpected(server.error());
    self->server_ = std::move(*server);
    return made;
}

MtCounters MtStandIn::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

Response MtStandIn::handle(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (!api_.is_translation(request)) return api_.error(404, "there is nothing here");
    if (!api_key_.empty() && api_.key_of(request) != api_key_) {
        ++counters_.unauthorized;
        return api_.error(401, "the key is not valid");
    }
    const auto asked = api_.read(request);
    if (!asked) {
        ++counters_.bad_requests;
        return api_.error(400, asked.error().message);
    }
    ++counters_.calls;
    counters_.texts += static_cast<int>(asked->texts.size());
    std::vector<std::string> translations;
    for (const auto& text : asked->texts) {
        translations.push_back(api_.translated(text, asked->to));
    }
    return api_.answer(*asked, translations);
}

}  // namespace glossd::bench
