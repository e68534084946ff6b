#include "net/reply_head.hpp"

#include "net/header_text.hpp"

#include <algorithm>
#include <charconv>

namespace glossd::net {

namespace {

using model::ErrorKind;

// Cuts the first line off `rest`, without its CRLF or LF.
std::string_view next_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

model::Result<int> parse_status(std::string_view line, bool& http_1_0) {
    const bool shaped = line.size() >= 12 && line.starts_with("HTTP/1.") &&
                        (line[7] == '0' || line[7] == '1') && line[8] == ' ' &&
                        (line.size() == 12 || line[12] == ' ');
    const auto status = shaped ? parse_number<int>(line.substr(9, 3)) : std::nullopt;
    if (!status || *status < 100)
        return model::fail(ErrorKind::protocol, "the answer is not HTTP/1.1");
    http_1_0 = line[7] == '0';
    return *status;
}

model::Result<model::Headers> parse_headers(std::string_view rest) {
    model::Headers headers;
    while (!rest.empty()) {
        const auto line = next_line(rest);
        if (line.empty()) break;
        if (line.find('\0') != std::string_view::npos || line.find('\r') != std::string_view::npos)
            return model::fail(ErrorKind::protocol, "the answer has control bytes in its headers");
        const bool folded = line[0] == ' ' || line[0] == '\t';  // RFC 9112 section 5.2
        if (folded && !headers.empty()) {
            headers.back().second.append(" ").append(trim(line));
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) continue;
        if (headers.size() == kMaxHeaders)
            return model::fail(ErrorKind::protocol, "the answer has more than 200 headers");
        headers.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
    return headers;
}

// Several equal lengths are one; different ones are an attack or a broken server.
model::Result<std::optional<std::uint64_t>> content_length(const model::Headers& headers) {
    std::optional<std::uint64_t> length;
    for (const auto& [name, value] : headers) {
        if (!same_name(name, "Content-Length")) continue;
        for (const auto item : list_items(value)) {
            const auto number = parse_number<std::uint64_t>(item);
            if (!number || (length && *length != *number))
                return model::fail(ErrorKind::protocol, "the answer's Content-Length is wrong");
            length = number;
        }
    }
    return length;
}

model::Result<void> read_framing(ReplyHead& head, std::string_view method) {
    const auto length = content_length(head.headers);
    if (!length) return tl::make_unexpected(length.error());
    const auto codings = header_items(head.headers, "Transfer-Encoding");
    if (method == "HEAD" || head.status == 204 || head.status == 304) {
        head.framing = Framing::none;
    } else if (!codings.empty()) {
        if (codings.size() != 1 || !same_name(codings[0], "chunked"))
            return model::fail(ErrorKind::protocol, "the answer's Transfer-Encoding is unknown");
        head.framing = Framing::chunked;
        // Both headers at once: somebody on the way may count differently than we do.
        if (*length) head.keep_alive = false;
    } else if (*length) {
        head.framing = Framing::length;
        head.length = **length;
    } else {
        head.framing = Framing::until_close;
        head.keep_alive = false;
    }
    return {};
}

model::Result<void> read_encoding(ReplyHead& head) {
    for (const auto& item : header_items(head.headers, "Content-Encoding")) {
        const auto encoding = lower(item);
        if (encoding == "identity") continue;
        const bool known =
            encoding == "gzip" || encoding == "x-gzip" || encoding == "deflate" || encoding == "br";
        if (!known || !head.encoding.empty())
            return model::fail(ErrorKind::protocol,
                               "the answer's Content-Encoding was not asked for");
        head.encoding = encoding == "x-gzip" ? "gzip" : encoding;
    }
    return {};
}

void read_persistence(ReplyHead& head, bool http_1_0) {
    head.keep_alive = !http_1_0;
    for (const auto& option : header_items(head.headers, "Connection")) {
        if (same_name(option, "close")) head.keep_alive = false;
        if (http_1_0 && same_name(option, "keep-alive")) head.keep_alive = true;
    }
    for (const auto& parameter : header_items(head.headers, "Keep-Alive")) {
        if (!lower(parameter).starts_with("timeout=")) continue;
        // Days and more would overflow milliseconds somewhere; nobody keeps one open for a day.
        if (const auto seconds = parse_number<std::uint32_t>(parameter.substr(8)))
            head.idle_limit = std::chrono::seconds(std::min<std::uint32_t>(*seconds, 86400));
    }
}

}  // namespace

model::Result<std::optional<std::size_t>> find_head_end(std::string_view bytes,
                                                        std::size_t scanned) {
    if (bytes.substr(0, kMaxStatusLine + 1).find('\n') == std::string_view::npos &&
        bytes.size() > kMaxStatusLine)
        return model::fail(ErrorKind::protocol, "the answer's status line is longer than 8 KiB");
    for (auto at = bytes.find('\n', scanned > 2 ? scanned - 2 : 0); at < kMaxHead;
         at = bytes.find('\n', at + 1)) {
        if (bytes.substr(at + 1).starts_with("\n")) return at + 2;
        if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
    }
    if (bytes.size() > kMaxHead)
        return model::fail(ErrorKind::protocol, "the answer's headers are longer than 64 KiB");
    return std::nullopt;
}

model::Result<ReplyHead> parse_head(std::string_view head, std::string_view method) {
    ReplyHead parsed;
    bool http_1_0 = false;
    const auto status = parse_status(next_line(head), http_1_0);
    if (!status) return tl::make_unexpected(status.error());
    parsed.status = *status;
    auto headers = parse_headers(head);
    if (!headers) return tl::make_unexpected(headers.error());
    parsed.headers = std::move(*headers);
    read_persistence(parsed, http_1_0);
    if (const auto framing = read_framing(parsed, method); !framing)
        return tl::make_unexpected(framing.error());
    if (const auto encoding = read_encoding(parsed); !encoding)
        return tl::make_unexpected(encoding.error());
    return parsed;
}

}  // namespace glossd::net
