#include "net/multipart.hpp"

#include "net/client_fixture.hpp"
#include "net/oauth1.hpp"
#include "net/raw_server.hpp"
#include "runtime/scratch_directory.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;
using model::FormField;

namespace {

class UploadFolder {
  public:
    UploadFolder() : directory_(*runtime::ScratchDirectory::make()) {}
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(directory_.file(name), std::ios::binary) << content;
        return directory_.file(name);
    }
    std::string file(const std::string& name) const { return directory_.file(name); }

  private:
    runtime::ScratchDirectory directory_;
};

}  // namespace

TEST_CASE("a form is its fields between boundaries, with the bytes of its files") {
    const UploadFolder folder;
    const auto bytes = std::string("\x89PNG\r\n\0--B", 10);
    const auto form = net::encode_form({{.name = "description", .value = "Ein Bär"},
                                        {.name = "file",
                                         .path = folder.write("a", bytes),
                                         .file_name = "image.png",
                                         .content_type = "image/png"}},
                                       "B1");
    REQUIRE(form);
    CHECK(form->content_type == "multipart/form-data; boundary=B1");
    CHECK(form->body ==
          "--B1\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\nEin Bär\r\n"
          "--B1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"image.png\"\r\n"
          "Content-Type: image/png\r\n\r\n" +
              bytes + "\r\n--B1--\r\n");
}

TEST_CASE("no name breaks out of its line") {
    const auto form = net::encode_form(
        {{.name = "a\"b\r\nX: 1", .value = "v", .content_type = "text/plain\r\nY: 2"}}, "B");
    REQUIRE(form);
    CHECK(form->body ==
          "--B\r\nContent-Disposition: form-data; name=\"a%22b%0D%0AX: 1\"\r\n"
          "Content-Type: text/plain\r\n\r\nv\r\n--B--\r\n");
}

TEST_CASE("a boundary is new each time and needs no quotes") {
    const auto one = net::multipart_boundary();
    CHECK(one != net::multipart_boundary());
    CHECK(one.size() <= 70);
    CHECK(one.find_first_not_of("glossd0123456789abcef") == std::string::npos);
}

TEST_CASE("a form goes out whole, and a file that is gone keeps it from leaving") {
    const UploadFolder folder;
    std::string seen;
    RawServer server([&](Peer& peer) {
        seen = peer.request();
        peer.reply("ok");
    });
    model::HttpRequest request = get(server.url("/upload"));
    request.method = "POST";
    request.form = {{.name = "media",
                     .path = folder.write("a", std::string(100'000, 'x')),
                     .file_name = "image.png",
                     .content_type = "image/png"}};
    CHECK(body_of(ask(request)) == "ok");
    CHECK(seen.find("\r\nContent-Type: multipart/form-data; boundary=glossd") != std::string::npos);
    CHECK(seen.find("octet-stream") == std::string::npos);
    CHECK(seen.find("\r\n\r\n" + std::string(100'000, 'x') + "\r\n--glossd") != std::string::npos);

    request.form[0].path = folder.file("gone");
    const auto reply = ask(request);
    CHECK(kind_of(reply) == ErrorKind::not_found);
    CHECK_FALSE(maybe_received(reply));
}

TEST_CASE("a form is no part of an OAuth 1.0a signature") {
    const model::OAuth1Keys keys{"ck", "cs", "at", "as"};
    model::HttpRequest request;
    request.method = "POST";
    request.url = "https://api.example/2/media/upload";
    const model::WallTime now{std::chrono::seconds(1785586500)};
    const auto plain = net::oauth1_authorization(keys, request, "nonce", now);
    request.form = {{.name = "media_category", .value = "tweet_image"}};
    CHECK(net::oauth1_authorization(keys, request, "nonce", now) == plain);
}
