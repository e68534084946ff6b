#include "net/wire_exchange.hpp"

#include "net/reply_reader.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include <httplib.h>

namespace glossd::net {

namespace {

using model::ErrorKind;

// Requests up to this size leave in one packet (and one TLS record), headers and body together.
constexpr std::size_t kWriteBuffer = 16 * 1024;

model::Error too_large_error(std::size_t max_body) {
    return {ErrorKind::refused, "the answer is larger than " + std::to_string(max_body) + " bytes"};
}

// What httplib takes for a socket. It is shown a reply head made of the few facts it needs, and
// a body that ends with the stream, so that nothing a server sends reaches its parsers.
class WireStream final : public httplib::Stream {
  public:
    WireStream(Connection& connection, const WireRequest& request, const Waiter& waiter)
        : connection_(connection),
          request_(request),
          waiter_(waiter),
          reader_(connection, waiter),
          sent_before_(connection.sent()) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return INVALID_SOCKET; }

    ssize_t write(const char* data, size_t size) override {
        if (error_) return -1;
        if (pending_.size() + size > kWriteBuffer && !flush()) return -1;
        if (size <= kWriteBuffer)
            pending_.append(data, size);
        else if (!send({data, size}))
            return -1;
        return static_cast<ssize_t>(size);
    }

    ssize_t read(char* out, size_t size) override {
        if (error_ || (!head_ && !read_head())) return -1;
        if (!shown_.empty()) {
            const auto take = std::min(size, shown_.size());
            std::memcpy(out, shown_.data(), take);
            shown_.erase(0, take);
            return static_cast<ssize_t>(take);
        }
        const auto got = reader_.read_body(out, size);
        if (!got) return fail(got.error());
        return static_cast<ssize_t>(*got);
    }

    ReplyHead take_head() { return std::move(*head_); }
    bool reusable() const { return !write_error_ && reader_.reusable(); }

    Failure failure(model::Error fallback) const {
        return {error_.value_or(std::move(fallback)), stage_, connection_.sent() > sent_before_,
                reader_.begun()};
    }

  private:
    ssize_t fail(model::Error error) {
        error_ = std::move(error);
        return -1;
    }

    bool flush() {
        const auto whole = send(pending_);
        pending_.clear();
        return whole;
    }

    // A server may answer and close before it has read everything ("413, too large"): a broken
    // write is an error only if no reply can be read either.
    bool send(std::string_view data) {
        if (write_error_) return true;
        const auto written = connection_.write(data, waiter_);
        if (written) return true;
        const bool nothing_sent = connection_.sent() == sent_before_;
        if (nothing_sent || written.error().kind != ErrorKind::network) {
            fail(written.error());
            return false;
        }
        write_error_ = written.error();
        return true;
    }

    bool read_head() {
        if (!flush()) return false;
        if (!write_error_) stage_ = Stage::waiting;
        auto head = reader_.read_head(request_.method);
        if (!head) {
            const bool write_broke = write_error_ && head.error().kind == ErrorKind::network;
            fail(write_broke ? *write_error_ : head.error());
            return false;
        }
        stage_ = Stage::receiving;
        if (head->framing == Framing::length && head->encoding.empty() &&
            head->length > request_.max_body) {
            fail(too_large_error(request_.max_body));
            return false;
        }
        shown_ = "HTTP/1.1 200 \r\n";
        if (!head->encoding.empty()) shown_ += "Content-Encoding: " + head->encoding + "\r\n";
        shown_ += "\r\n";
        head_ = std::move(*head);
        return true;
    }

    Connection& connection_;
    const WireRequest& request_;
    const Waiter& waiter_;
    ReplyReader reader_;
    const std::uint64_t sent_before_;
    std::string pending_;  // written by httplib, not yet by us
    std::optional<model::Error> error_;
    std::optional<model::Error> write_error_;
    std::optional<ReplyHead> head_;
    std::string shown_;  // what httplib still has to read of its reply head
    Stage stage_ = Stage::sending;
};

// httplib's client without its sockets: "connecting" succeeds at once and leaves none behind.
class WireClient final : public httplib::ClientImpl {
  public:
    explicit WireClient(WireStream& stream) : ClientImpl(std::string(), 0), stream_(stream) {
        set_keep_alive(true);   // or it adds "Connection: close"
        set_url_encode(false);  // the target is already as it must be
        set_decompress(true);
        set_follow_location(false);
    }

  private:
    bool create_and_connect_socket(Socket&, httplib::Error&) override { return true; }
    bool process_socket(const Socket&, std::function<bool(httplib::Stream&)> callback) override {
        return callback(stream_);
    }

    WireStream& stream_;
};

// Refers to the body of `request`.
httplib::Request to_httplib(const WireRequest& request) {
    httplib::Request out;
    out.method = request.method;
    out.path = request.target;
    for (const auto& [name, value] : request.headers) out.headers.emplace(name, value);
    if (request.body.empty()) return out;
    // A provider, because httplib copies a body it is given twice.
    out.content_length_ = request.body.size();
    out.content_provider_ = [&body = request.body](size_t offset, size_t length,
                                                   httplib::DataSink& sink) {
        return sink.write(body.data() + offset, length);
    };
    return out;
}

}  // namespace

tl::expected<WireReply, Failure> exchange(Connection& connection, const WireRequest& request,
                                          const Waiter& waiter) {
    WireStream stream(connection, request, waiter);
    if (const auto patience = waiter.check(); !patience)
        return tl::make_unexpected(stream.failure(patience.error()));

    WireReply reply;
    bool too_large = false;
    auto sent = to_httplib(request);
    sent.content_receiver = [&](const char* data, size_t size, std::uint64_t, std::uint64_t) {
        too_large = size > request.max_body - reply.body.size();
        if (!too_large) reply.body.append(data, size);
        return !too_large;
    };
    httplib::Response ignored;
    auto error = httplib::Error::Success;
    if (!WireClient(stream).send(sent, ignored, error)) {
        if (too_large)
            return tl::make_unexpected(stream.failure(too_large_error(request.max_body)));
        return tl::make_unexpected(
            stream.failure({ErrorKind::protocol, "the answer's compressed body is broken"}));
    }
    reply.reusable = stream.reusable();
    reply.head = stream.take_head();
    return reply;
}

}  // namespace glossd::net
