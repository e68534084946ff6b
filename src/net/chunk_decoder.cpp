#include "net/chunk_decoder.hpp"

#include "net/header_text.hpp"

#include <algorithm>
#include <charconv>

namespace glossd::net {

namespace {

constexpr std::size_t kMaxLine = 4 * 1024;
constexpr std::size_t kMaxTrailers = 16 * 1024;

tl::unexpected<model::Error> broken() {
    return model::fail(model::ErrorKind::protocol, "the answer's chunked body is broken");
}

}  // namespace

model::Result<std::string_view> ChunkDecoder::next(std::string_view& input) {
    while (!input.empty() && state_ != State::done) {
        if (state_ == State::data) {
            const auto take = std::min<std::uint64_t>(left_, input.size());
            const auto body = input.substr(0, static_cast<std::size_t>(take));
            input.remove_prefix(body.size());
            left_ -= body.size();
            if (left_ == 0) state_ = State::data_end;
            return body;
        }
        const auto end = input.find('\n');
        line_ += input.substr(0, end);
        if (line_.size() > kMaxLine) return broken();
        if (end == std::string_view::npos) {
            input = {};
            break;
        }
        input.remove_prefix(end + 1);
        if (line_.ends_with('\r')) line_.pop_back();
        if (const auto finished = finish_line(); !finished)
            return tl::make_unexpected(finished.error());
        line_.clear();
    }
    return std::string_view{};
}

model::Result<void> ChunkDecoder::finish_line() {
    switch (state_) {
        case State::size: {
            // What follows a semicolon is an extension, which nobody needs.
            const auto digits = trim(std::string_view(line_).substr(0, line_.find(';')));
            const auto* last = digits.data() + digits.size();
            const auto [end, error] = std::from_chars(digits.data(), last, left_, 16);
            if (digits.empty() || error != std::errc{} || end != last) return broken();
            state_ = left_ == 0 ? State::trailer : State::data;
            return {};
        }
        case State::data_end:
            if (!line_.empty()) return broken();
            state_ = State::size;
            return {};
        case State::trailer:
            trailer_bytes_ += line_.size();
            if (trailer_bytes_ > kMaxTrailers) return broken();
            if (line_.empty()) state_ = State::done;
            return {};
        case State::data:
        case State::done:
            break;
    }
    return broken();
}

}  // namespace glossd::net
