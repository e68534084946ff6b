#include "net/wire_exchange.hpp"

#include "net/reply_reader.hpp"
#include "runtime/failpoint.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <httplib.h>

namespace glossd::net {

namespace {

using model::ErrorKind;

// Requests up to this size leave in one packet (and one TLS record), headers and body together.
constexpr std::size_t kOnePacket = 16 * 1024;

// A length is only a promise: what is larger grows as it comes.
constexpr std::uint64_t most_reserved = 64 * 1024;

model::Error too_large_error(std::size_t max_body) {
    return {ErrorKind::refused, "the answer is larger than " + std::to_string(max_body) + " bytes"};
}

// RFC 9110 section 8.6: these methods say so when they carry nothing.
bool says_length(const WireRequest& request) {
    constexpr std::array<std::string_view, 3> kWithBody = {"POST", "PUT", "PATCH"};
    return !request.body.empty() ||
           std::find(kWithBody.begin(), kWithBody.end(), request.method) != kWithBody.end();
}

std::string head_of(const WireRequest& request) {
    std::string head = request.method + " " + request.target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : request.headers) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (says_length(request))
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return head + "\r\n";
}

// Null when there is nothing to undo.
std::unique_ptr<httplib::detail::decompressor> decompressor_for(const std::string& encoding) {
    if (encoding.empty()) return nullptr;
    if (encoding == "br") return std::make_unique<httplib::detail::brotli_decompressor>();
    return std::make_unique<httplib::detail::gzip_decompressor>();  // deflate too
}

class Exchange {
  public:
    Exchange(Connection& connection, const WireRequest& request, const Waiter& waiter)
        : connection_(connection),
          request_(request),
          waiter_(waiter),
          reader_(connection, waiter),
          sent_before_(connection.sent()) {}

    tl::expected<WireReply, Failure> run() {
        if (const auto patience = waiter_.check(); !patience) return failure(patience.error());
        if (const auto written = write(); !written) return failure(written.error());
        runtime::failpoint(runtime::Failpoint::request_written);
        auto head = read_head();
        if (!head) return failure(head.error());
        auto body = read_body(*head);
        if (!body) return failure(body.error());
        runtime::failpoint(runtime::Failpoint::reply_read);
        return WireReply{std::move(*head), std::move(*body), !write_error_ && reader_.reusable()};
    }

  private:
    tl::unexpected<Failure> failure(model::Error error) const {
        return tl::make_unexpected(
            Failure{std::move(error), stage_, connection_.sent() > sent_before_, reader_.begun()});
    }

    model::Result<void> write() {
        auto head = head_of(request_);
        if (head.size() + request_.body.size() <= kOnePacket) return send(head + request_.body);
        auto written = send(head);
        return written ? send(request_.body) : written;
    }

    // A server may answer and close before it has read everything ("413, too large"): a broken
    // write is an error only if no reply can be read either.
    model::Result<void> send(std::string_view data) {
        if (write_error_) return {};
        auto written = connection_.write(data, waiter_);
        if (written) return {};
        const bool nothing_sent = connection_.sent() == sent_before_;
        if (nothing_sent || written.error().kind != ErrorKind::network) return written;
        write_error_ = written.error();
        return {};
    }

    model::Result<ReplyHead> read_head() {
        if (!write_error_) stage_ = Stage::waiting;
        auto head = reader_.read_head(request_.method);
        if (!head) {
            const bool write_broke = write_error_ && head.error().kind == ErrorKind::network;
            return tl::make_unexpected(write_broke ? *write_error_ : head.error());
        }
        stage_ = Stage::receiving;
        return head;
    }

    model::Result<std::string> read_body(const ReplyHead& head) {
        std::string body;
        if (head.framing == Framing::length && head.encoding.empty()) {
            if (head.length > request_.max_body)
                return tl::make_unexpected(too_large_error(request_.max_body));
            body.reserve(std::min<std::uint64_t>(head.length, most_reserved));
        }
        const auto append = [&](const char* data, std::size_t size) {
            const bool fits = size <= request_.max_body - body.size();
            if (fits) body.append(data, size);
            too_large_ = !fits;
            return fits;
        };
        const auto decompressor = decompressor_for(head.encoding);
        while (true) {
            const auto got = reader_.read_body();
            if (!got) return tl::make_unexpected(got.error());
            if (got->empty()) return body;
            const bool taken = decompressor
                                   ? decompressor->decompress(got->data(), got->size(), append)
                                   : append(got->data(), got->size());
            if (too_large_) return tl::make_unexpected(too_large_error(request_.max_body));
            if (!taken)
                return model::fail(ErrorKind::protocol, "the answer's compressed body is broken");
        }
    }

    Connection& connection_;
    const WireRequest& request_;
    const Waiter& waiter_;
    ReplyReader reader_;
    const std::uint64_t sent_before_;
    std::optional<model::Error> write_error_;
    bool too_large_ = false;
    Stage stage_ = Stage::sending;
};

}  // namespace

tl::expected<WireReply, Failure> exchange(Connection& connection, const WireRequest& request,
                                          const Waiter& waiter) {
    return Exchange(connection, request, waiter).run();
}

}  // namespace glossd::net
