// The bytes of a reply: its head, and a chunked body that arrives in pieces of any size.
#include "fuzz/target.hpp"
#include "net/chunk_decoder.hpp"
#include "net/reply_head.hpp"

#include <algorithm>

namespace glossd::fuzz {

namespace {

void read_head(std::string_view input) {
    const auto end = net::find_head_end(input, 0);
    if (!end || !*end) return;
    promise(**end <= input.size(), "a head ends within what has come");
    const auto head = net::parse_head(input.substr(0, **end), "GET");
    if (head) promise(head->status >= 100 && head->status <= 999, "a status has three digits");
}

// The body of a chunked reply, or nothing when it is no whole one.
std::optional<std::string> read_chunks(std::string_view input, std::size_t piece) {
    net::ChunkDecoder decoder;
    std::string body;
    while (!input.empty() && !decoder.done()) {
        auto part = input.substr(0, piece);
        input.remove_prefix(part.size());
        while (!part.empty() && !decoder.done()) {
            const auto stretch = decoder.next(part);
            if (!stretch) return std::nullopt;
            body += *stretch;
        }
    }
    return decoder.done() ? std::optional(body) : std::nullopt;
}

}  // namespace

void http_reply(std::string_view input) {
    const auto piece = 1 + choose(input, 16);
    read_head(input);
    promise(read_chunks(input, piece) == read_chunks(input, std::max<std::size_t>(1, input.size())),
            "a body is the same however it arrives");
}

}  // namespace glossd::fuzz
