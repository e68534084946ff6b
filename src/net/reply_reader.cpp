#include "net/reply_reader.hpp"

#include <algorithm>
#include <cstring>

namespace glossd::net {

namespace {

using model::ErrorKind;

// Most answers are smaller; a large one is worth its calls.
constexpr std::size_t read_size = 4 * 1024;
// 100 Continue and 103 Early Hints come once or twice.
constexpr int kMaxInterim = 8;

}  // namespace

model::Result<bool> ReplyReader::fill() {
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

model::Result<std::size_t> ReplyReader::read_body(char* out, std::size_t size) {
    switch (framing_) {
        case Framing::none:
            return 0;
        case Framing::chunked:
            return read_chunked(out, size);
        case Framing::length:
        case Framing::until_close:
            return read_plain(out, size);
    }
    return 0;
}

model::Result<std::size_t> ReplyReader::read_plain(char* out, std::size_t size) {
    if (framing_ == Framing::length) {
        if (left_ == 0) return 0;
        size = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
    }
    if (position_ == buffer_.size()) {
        const auto more = fill();
        if (!more) return tl::make_unexpected(more.error());
        if (!*more && framing_ == Framing::length)
            return model::fail(ErrorKind::network, "closed in the middle of the body");
        if (!*more) return 0;
    }
    const auto take = std::min(size, buffer_.size() - position_);
    std::memcpy(out, buffer_.data() + position_, take);
    position_ += take;
    left_ -= std::min<std::uint64_t>(left_, take);
    return take;
}

model::Result<std::size_t> ReplyReader::read_chunked(char* out, std::size_t size) {
    while (chunk_.empty()) {
        auto rest = std::string_view(buffer_).substr(position_);
        const auto chunk = chunks_.next(rest);
        if (!chunk) return tl::make_unexpected(chunk.error());
        position_ = buffer_.size() - rest.size();
        chunk_ = *chunk;
        if (chunks_.done()) return 0;
        if (!chunk_.empty()) break;
        const auto more = fill();
        if (!more) return tl::make_unexpected(more.error());
        if (!*more) return model::fail(ErrorKind::network, "closed in the middle of the body");
    }
    const auto take = std::min(size, chunk_.size());
    std::memcpy(out, chunk_.data(), take);
    chunk_.remove_prefix(take);
    return take;
}

bool ReplyReader::reusable() const {
    const bool whole = framing_ == Framing::none || (framing_ == Framing::length && left_ == 0) ||
                       (framing_ == Framing::chunked && chunks_.done());
    return whole && keep_alive_ && drained();
}

}  // namespace glossd::net
