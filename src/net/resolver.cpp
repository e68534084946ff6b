#include "net/resolver.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>

namespace glossd::net {

namespace {

using model::ErrorKind;
using model::Instant;
using std::chrono::steady_clock;

constexpr model::Duration kNegativeTtl = std::chrono::seconds(10);
// Names come from content too; the cache must not grow with it.
constexpr std::size_t kMaxEntries = 2048;

}  // namespace

struct Resolver::State {
    // One look-up and its answer; guarded by the mutex.
    struct Slot {
        std::shared_ptr<UniqueFd> done;  // eventfd, readable when the answer is there, then let go
        std::optional<model::Result<Addresses>> answer;
        Instant expires{};

        bool usable(Instant now) const { return !answer || now < expires; }
    };

    State(model::Duration lifetime, Lookup how) : ttl(lifetime), lookup(std::move(how)) {}

    const model::Duration ttl;
    const Lookup lookup;
    std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<Slot>> slots;

    // With the mutex held.
    void make_room(Instant now) {
        if (slots.size() < kMaxEntries) return;
        std::erase_if(slots, [&](const auto& item) { return !item.second->usable(now); });
        if (slots.size() < kMaxEntries) return;
        std::erase_if(slots, [](const auto& item) { return item.second->answer.has_value(); });
    }

    void finish(Slot& slot, model::Result<Addresses> answer) {
        const std::lock_guard lock(mutex);
        slot.expires = steady_clock::now() + (answer ? ttl : std::min(ttl, kNegativeTtl));
        slot.answer = std::move(answer);
        ::eventfd_write(slot.done->get(), 1);
        slot.done.reset();
    }
};

namespace {

model::Result<std::shared_ptr<Resolver::State::Slot>> start_lookup(
    const std::shared_ptr<Resolver::State>& state, const std::string& host) {
    auto slot = std::make_shared<Resolver::State::Slot>();
    slot->done = std::make_shared<UniqueFd>(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!*slot->done) return model::fail(ErrorKind::network, "no file descriptor left");
    try {
        std::thread([state, host, slot] { state->finish(*slot, state->lookup(host)); }).detach();
    } catch (const std::system_error&) {
        return model::fail(ErrorKind::network, "no thread left to look up " + host);
    }
    return slot;
}

}  // namespace

model::Result<Addresses> system_lookup(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int status = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (status != 0)
        return model::fail(ErrorKind::network,
                           "cannot find the address of " + host + ": " + ::gai_strerror(status));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, ::freeaddrinfo);
    Addresses addresses;
    for (const auto* item = list; item != nullptr; item = item->ai_next) {
        const auto address = IpAddress::from(*item->ai_addr);
        if (address && std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
            addresses.push_back(*address);
    }
    if (addresses.empty())
        return model::fail(ErrorKind::network, host + " has no address of a usable kind");
    return addresses;
}

Resolver::Resolver(model::Duration ttl, Lookup lookup)
    : state_(std::make_shared<State>(ttl, std::move(lookup))) {}

Resolver::~Resolver() = default;

model::Result<Addresses> Resolver::resolve(const std::string& host, const Waiter& waiter) {
    if (const auto literal = IpAddress::parse(host)) return Addresses{*literal};

    std::shared_ptr<State::Slot> slot;
    std::shared_ptr<UniqueFd> done;
    {
        const std::lock_guard lock(state_->mutex);
        const auto now = steady_clock::now();
        const auto found = state_->slots.find(host);
        if (found != state_->slots.end() && found->second->usable(now)) {
            slot = found->second;
        } else {
            auto started = start_lookup(state_, host);
            if (!started) return tl::make_unexpected(started.error());
            slot = *started;
            state_->make_room(now);
            state_->slots[host] = slot;
        }
        if (slot->answer) return *slot->answer;
        done = slot->done;
    }
    if (const auto ready = waiter.wait(done->get(), POLLIN); !ready)
        return tl::make_unexpected(ready.error());
    const std::lock_guard lock(state_->mutex);
    return *slot->answer;
}

void Resolver::prefer(const std::string& host, const IpAddress& address) {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->slots.find(host);
    if (found == state_->slots.end() || !found->second->answer || !*found->second->answer) return;
    auto& addresses = **found->second->answer;
    const auto place = std::find(addresses.begin(), addresses.end(), address);
    if (place != addresses.end()) std::rotate(addresses.begin(), place, place + 1);
}

}  // namespace glossd::net
