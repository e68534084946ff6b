#include "bench/feed_stand_in.hpp"

#include "text/hash.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bench {

namespace {

// If-None-Match wins where both are sent (RFC 9110 section 13.2.2).
bool is_known(const Request& request, const std::string& etag, model::WallTime changed) {
    const auto tags = request.header("If-None-Match");
    if (!tags.empty()) return tags == "*" || tags.find(etag) != std::string::npos;
    const auto since = text::parse_date(request.header("If-Modified-Since"));
    return since && changed <= *since;
}

// A Last-Modified header has whole seconds; later ones than it says would never be seen.
model::WallTime next_change(model::WallTime before, model::WallTime now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    return std::max<model::WallTime>(second, before + std::chrono::seconds(1));
}

}  // namespace

FeedStandIn::FeedStandIn(std::vector<FeedItem> items, model::WallTime now)
    : items_(std::move(items)), changed_(std::chrono::floor<std::chrono::seconds>(now)) {}

model::Result<std::unique_ptr<FeedStandIn>> FeedStandIn::start(std::vector<FeedItem> items) {
    std::unique_ptr<FeedStandIn> made(new FeedStandIn(std::move(items), model::wall_now()));
    auto* self = made.get();
    auto server = Server::start(
        {{}, [self](const Request& request) { return self->handle(request); }, {}}, self->faults_);
    if (!server) return tl::make_unexpected(server.error());
    const std::lock_guard lock(self->mutex_);
    self->server_ = std::move(*server);
    return made;
}

void FeedStandIn::set_items(std::vector<FeedItem> items) {
    const std::lock_guard lock(mutex_);
    items_ = std::move(items);
    changed_ = next_change(changed_, model::wall_now());
}

void FeedStandIn::add(FeedItem item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(std::move(item));
    changed_ = next_change(changed_, model::wall_now());
}

void FeedStandIn::set_answer(const std::string& path, Response response) {
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(response);
}

void FeedStandIn::move(const std::string& path, const std::string& location, int status) {
    set_answer(path, {status, {{"Location", location}}, "", {}});
}

void FeedStandIn::clear_answers() {
    const std::lock_guard lock(mutex_);
    answers_.clear();
}

FeedCounters FeedStandIn::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

int FeedStandIn::requests(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto found = requests_.find(path);
    return found == requests_.end() ? 0 : found->second;
}

Response FeedStandIn::handle(const Request& request) {
    const std::lock_guard lock(mutex_);
    ++counters_.requests;
    ++requests_[request.path];
    const auto answer = answers_.find(request.path);
    if (answer != answers_.end()) return answer->second;
    if (request.method != "GET") return {405, {}, "", {}};
    return serve(request);
}

Response FeedStandIn::serve(const Request& request) {
    const bool rss = request.path.ends_with(".rss");
    FeedHead head;
    head.url = server_->url(request.path);
    head.updated = changed_;
    const auto document = rss ? write_rss(head, items_) : write_atom(head, items_);
    constexpr std::size_t digits = 16;
    const auto etag = '"' + text::sha256_hex(document).substr(0, digits) + '"';
    const model::Headers validators{{"ETag", etag}, {"Last-Modified", text::to_rfc822(changed_)}};
    if (is_known(request, etag, changed_)) {
        ++counters_.not_modified;
        return {304, validators, "", {}};
    }
    ++counters_.full_answers;
    Response response{200, validators, document, {}};
    response.headers.emplace_back("Content-Type", rss ? "application/rss+xml; charset=utf-8"
                                                      : "application/atom+xml; charset=utf-8");
    return response;
}

}  // namespace glossd::bench
