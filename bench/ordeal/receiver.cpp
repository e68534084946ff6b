#include "ordeal/receiver.hpp"

#include "bench/pretend_translation.hpp"
#include "ordeal/threads.hpp"

namespace glossd::ordeal {

std::string Receiver::expected(const bench::FeedItem& item, const std::string& language) const {
    return essence(bench::translate(item.text, language) + item.link);
}

std::string last_link(const std::string& essence) {
    const auto at = essence.rfind("https://");
    return at == std::string::npos ? essence : essence.substr(at);
}

std::unique_ptr<Receiver> make_receiver(const ReceiverOptions& options,
                                        const std::string& directory) {
    switch (options.platform) {
        case Platform::x:
            return make_x_receiver(options);
        case Platform::webhook:
            return make_webhook_receiver(options);
        case Platform::feed:
            return make_feed_receiver(directory);
        case Platform::mastodon:
        case Platform::snac:
            break;
    }
    return make_mastodon_receiver(options);
}

}  // namespace glossd::ordeal
