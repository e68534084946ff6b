// Compressed bodies, small, broken and explosive.
#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;

namespace {

template <class Compressor>
std::string compress(std::size_t size) {
    const std::string block(1 << 16, 'x');
    std::string out;
    Compressor compressor;
    const auto keep = [&](const char* data, std::size_t length) {
        out.append(data, length);
        return true;
    };
    for (; size > block.size(); size -= block.size())
        compressor.compress(block.data(), block.size(), false, keep);
    compressor.compress(block.data(), size, true, keep);
    return out;
}

std::string compressed(const std::string& encoding, std::size_t size) {
    return encoding == "br" ? compress<httplib::detail::brotli_compressor>(size)
                            : compress<httplib::detail::gzip_compressor>(size);
}

RawServer::Handler serves(std::string encoding, std::string body) {
    return [=](Peer& peer) {
        peer.request();
        peer.reply(body, "Content-Encoding: " + encoding + "\r\n");
    };
}

}  // namespace

TEST_CASE("gzip and brotli bodies arrive unpacked") {
    for (const std::string encoding : {"gzip", "GZIP", "x-gzip", "br"}) {
        CAPTURE(encoding);
        RawServer server(serves(encoding, compressed(encoding, 100'000)));
        CHECK(body_of(ask(get(server.url()))) == std::string(100'000, 'x'));
    }
}

TEST_CASE("an empty body may call itself compressed") {
    RawServer server(serves("gzip", ""));
    CHECK(body_of(ask(get(server.url()))).empty());
}

TEST_CASE("a decompression bomb stops at the limit") {
    for (const std::string encoding : {"gzip", "br"}) {
        CAPTURE(encoding);
        RawServer server(serves(encoding, compressed(encoding, 4'000'000)));
        auto request = get(server.url());
        request.max_body = 100'000;
        const auto reply = ask(request);
        CHECK(kind_of(reply) == ErrorKind::refused);
        CHECK(mentions(reply, "larger than 100000 bytes"));
    }
}

TEST_CASE("a bomb without end stops at the limit too") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
        httplib::detail::gzip_compressor compressor;
        const std::string block(1 << 20, 'x');
        const auto send = [&](const char* data, std::size_t size) {
            return peer.send({data, size});
        };
        while (compressor.compress(block.data(), block.size(), false, send)) {
        }
    });
    auto request = get(server.url());
    request.max_body = 5'000'000;
    CHECK(kind_of(ask(request)) == ErrorKind::refused);
}

TEST_CASE("garbage that calls itself compressed is an error") {
    for (const std::string encoding : {"gzip", "br", "deflate"}) {
        CAPTURE(encoding);
        RawServer server(serves(encoding, "this is no compressed text at all, whatever it says"));
        const auto reply = ask(get(server.url()));
        CHECK(kind_of(reply) == ErrorKind::protocol);
        CHECK(mentions(reply, "compressed"));
    }
}
