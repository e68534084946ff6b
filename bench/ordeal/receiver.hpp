// Receiver: a service that a trial publishes to: how a configuration names it, and what its own
// side has of what was sent. One thread. What one would get wrong: what a receiver has is counted
// there, never from what glossd says.
#pragma once

#include "bench/faults.hpp"
#include "bench/pretend_posts.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace glossd::ordeal {

enum class Platform { mastodon, snac, x, webhook, feed };

struct ReceiverOptions {
    Platform platform = Platform::mastodon;
    // That it has this already: by Idempotency-Key, by its text (X), by the delivery's id.
    bool recognises = true;
    std::size_t max_characters = 500;  // of a post, where the server says
    std::string order = "strict";
    std::string on_unknown = "reconcile";
    std::vector<std::string> languages = {"es"};  // an account each
    bool shortens = false;                        // the model is asked for shorter texts
    std::size_t page = 20;                        // posts that X shows at once
};

using Environment = std::vector<std::pair<std::string, std::string>>;

class Receiver {
  public:
    virtual ~Receiver() = default;

    // What [[target]] says beside its name, language and what all targets of a trial have in
    // common.
    virtual std::string target(const std::string& language) const = 0;
    virtual Environment environment() const { return {}; }

    // In order of arrival, put together to threads; essences.
    virtual std::vector<std::string> threads(const std::string& language) const = 0;
    virtual std::string expected(const bench::FeedItem& item, const std::string& language) const;

    // Null: it has no network that could fail.
    virtual bench::Faults* faults() { return nullptr; }
    // What would take minutes to get over.
    virtual bench::Fault worst_fault() const { return bench::Fault::none; }
    // Deliveries that arrived again under the same id, which a receiver can tell.
    virtual std::size_t repeats() const { return 0; }

    // Where the posts come from an account of this service: [[source]] beside its name, and new
    // ones.
    virtual std::string source() const { return {}; }
    virtual void show(const std::vector<bench::FeedItem>&) {}
};

// `directory`: for what is no service but a file.
std::unique_ptr<Receiver> make_receiver(const ReceiverOptions& options,
                                        const std::string& directory);

std::unique_ptr<Receiver> make_mastodon_receiver(const ReceiverOptions& options);
std::unique_ptr<Receiver> make_x_receiver(const ReceiverOptions& options);
std::unique_ptr<Receiver> make_webhook_receiver(const ReceiverOptions& options);
std::unique_ptr<Receiver> make_feed_receiver(const std::string& directory);

// Of a post whose texts may be shortened, what cannot be: the address that it ends in.
std::string last_link(const std::string& essence);

}  // namespace glossd::ordeal
