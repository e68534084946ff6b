#include "net/reply_reader.hpp"

#include <algorithm>

namespace glossd::net {

namespace {

using model::ErrorKind;

// Most answers are smaller; a large one is worth its calls.
constexpr std::size_t read_size = 4 * 1024;
// 100 Continue and 103 Early Hints come once or twice.
constexpr int kMaxInterim = 8;

}  // namespace

model::Result<bool> ReplyReader::fill() {
    // A hundred exchanges that wait for their answers hold no buffers meanwhile.
    if (const auto ready = connection_.wait_to_read(waiter_); !ready)
        return tl::make_unexpected(ready.error());
    buffer_.erase(0, position_);
    position_ = 0;
    const auto used = buffer_.size();
    buffer_.resize(used + read_size);
    const auto got = connection_.read(buffer_.data() + used, read_size, waiter_);
    buffer_.resize(used + got.value_or(0));
    if (!got) return tl::make_unexpected(got.error());
    begun_ = begun_ || *got > 0;
    return *got > 0;
}

model::Result<ReplyHead> ReplyReader::read_head(std::string_view method) {
    for (int interim = 0; interim <= kMaxInterim; ++interim) {
        std::optional<std::size_t> end;
        std::size_t scanned = 0;
        while (true) {
            const auto unread = std::string_view(buffer_).substr(position_);
            const auto found = find_head_end(unread, scanned);
            if (!found) return tl::make_unexpected(found.error());
            if ((end = *found)) break;
            scanned = unread.size();
            const auto more = fill();
            if (!more) return tl::make_unexpected(more.error());
            if (!*more)
                return model::fail(ErrorKind::network, begun_
                                                           ? "closed in the middle of the headers"
                                                           : "closed without an answer");
        }
        auto head = parse_head(std::string_view(buffer_).substr(position_, *end), method);
        if (!head) return head;
        position_ += *end;
        if (head->status == 101)
            return model::fail(ErrorKind::protocol, "the answer switches to another protocol");
        if (head->status < 200) continue;
        framing_ = head->framing;
        left_ = head->length;
        keep_alive_ = head->keep_alive;
        return head;
    }
    return model::fail(ErrorKind::protocol, "nothing but interim answers (1xx)");
}

model::Result<std::string_view> ReplyReader::read_body() {
    switch (framing_) {
        case Framing::none:
            break;
        case Framing::chunked:
            return read_chunked();
        case Framing::length:
        case Framing::until_close:
            return read_plain();
    }
    return std::string_view{};
}

model::Result<std::string_view> ReplyReader::read_plain() {
    const bool counted = framing_ == Framing::length;
    if (counted && left_ == 0) return std::string_view{};
    if (position_ == buffer_.size()) {
        const auto more = fill();
        if (!more) return tl::make_unexpected(more.error());
        if (!*more && counted)
            return model::fail(ErrorKind::network, "closed in the middle of the body");
    }
    auto stretch = std::string_view(buffer_).substr(position_);
    if (counted) {
        stretch = stretch.substr(0, std::min<std::uint64_t>(stretch.size(), left_));
        left_ -= stretch.size();
    }
    position_ += stretch.size();
    return stretch;
}

model::Result<std::string_view> ReplyReader::read_chunked() {
    while (true) {
        auto rest = std::string_view(buffer_).substr(position_);
        const auto chunk = chunks_.next(rest);
        if (!chunk) return chunk;
        position_ = buffer_.size() - rest.size();
        if (!chunk->empty() || chunks_.done()) return chunk;
        const auto more = fill();
        if (!more) return tl::make_unexpected(more.error());
        if (!*more) return model::fail(ErrorKind::network, "closed in the middle of the body");
    }
}

bool ReplyReader::reusable() const {
    const bool whole = framing_ == Framing::none || (framing_ == Framing::length && left_ == 0) ||
                       (framing_ == Framing::chunked && chunks_.done());
    return whole && keep_alive_ && drained();
}

}  // namespace glossd::net
