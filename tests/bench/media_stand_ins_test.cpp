// What the stand-ins do with media, faults included.
#include "bench/client.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/multipart.hpp"
#include "bench/x_stand_in.hpp"
#include "schemas.hpp"

using namespace glossd;
using namespace glossd::bench;
using nlohmann::json;
using test::Client;
using test::json_of;

namespace {

const std::string png = "\x89PNG\r\n\x1A\n pretended";

model::HttpRequest upload_of(const std::string& url, std::vector<model::FormField> form) {
    model::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.form = std::move(form);
    return request;
}

model::FormField file(const std::string& name, const std::string& content = png,
                      const std::string& type = "image/png") {
    return {.name = name, .value = content, .file_name = "image.png", .content_type = type};
}

class Mastodon {
  public:
    explicit Mastodon(MastodonOptions options = {}) {
        options.accounts = {{"spanish", "secret-es", "es"}};
        server = MastodonStandIn::start(options).value();
    }
    model::HttpReply upload(std::vector<model::FormField> form,
                            const std::string& path = "/api/v2/media") {
        return Client::reply(client.send(upload_of(server->url() + path, std::move(form))));
    }
    model::HttpReply post(const json& ids) {
        return client.post(server->url() + "/api/v1/statuses",
                           {{"status", "hola"}, {"media_ids", ids}});
    }

    std::unique_ptr<MastodonStandIn> server;
    Client client{"secret-es"};
};

class X {
  public:
    explicit X(XOptions options = {}) {
        options.accounts = {{.username = "ana", .keys = keys}};
        server = XStandIn::start(std::move(options)).value();
    }
    model::HttpReply send(model::HttpRequest request) {
        request.credential = keys;
        return Client::reply(client.send(std::move(request)));
    }
    model::HttpReply upload(std::vector<model::FormField> form) {
        return send(upload_of(server->url() + "/2/media/upload", std::move(form)));
    }
    model::HttpReply post(const std::string& path, const json& body) {
        return send(Client::posting(server->url() + path, body.dump()));
    }

    const model::OAuth1Keys keys{"app", "app-secret", "ana-token", "ana-secret"};
    std::unique_ptr<XStandIn> server;
    Client client;
};

const model::FormField tweet_image{.name = "media_category", .value = "tweet_image"};

}  // namespace

TEST_CASE("a multipart request is read as what was written, and a cut one not at all") {
    Request request;
    request.headers = {{"Content-Type", "multipart/form-data; boundary=B"}};
    request.body =
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
        "Content-Type: image/png\r\n\r\na\r\n--b\r\n--B\r\n"
        "Content-Disposition: form-data; name=\"description\"\r\n\r\n\r\n--B--\r\n";
    const auto parts = parse_multipart(request);
    REQUIRE(parts);
    REQUIRE(parts->size() == 2);
    CHECK((*parts)[0].name == "file");
    CHECK((*parts)[0].file_name == "a.png");
    CHECK((*parts)[0].content_type == "image/png");
    CHECK((*parts)[0].content == "a\r\n--b");
    CHECK(part_named(*parts, "description")->content == "");
    request.body.resize(request.body.size() - 8);
    CHECK_FALSE(parse_multipart(request));
}

TEST_CASE("a status on Mastodon has the media it names, each once") {
    Mastodon m;
    const auto made =
        json_of(m.upload({{.name = "description", .value = "un gato"}, file("file")}));
    CHECK(made["description"] == "un gato");
    const auto status = json_of(m.post({made["id"]}));
    CHECK(status["media_attachments"][0]["description"] == "un gato");
    CHECK(m.server->statuses()[0].media[0].content == png);
    const auto again = m.post({made["id"]});
    CHECK(again.status == 422);
    CHECK(json_of(again)["error"].get<std::string>().find("already attached") != std::string::npos);
    CHECK(m.post({"77"}).status == 422);
    CHECK(m.upload({file("file", "x", "image/avif")}).status == 422);
    CHECK(m.upload({tweet_image}).status == 422);
}

TEST_CASE("Mastodon may take its time with an image, and refuses a status until then") {
    Mastodon m({.media_polls = 1});
    const auto uploaded = m.upload({file("file")});
    CHECK(uploaded.status == 202);
    const auto made = json_of(uploaded);
    CHECK(made["url"] == nullptr);
    CHECK(json_of(m.post({made["id"]}))["error"].get<std::string>().find("not finished") !=
          std::string::npos);
    const auto address = m.server->url() + "/api/v1/media/" + made["id"].get<std::string>();
    CHECK(m.client.get(address).status == 200);
    CHECK(m.post({made["id"]}).status == 200);
    CHECK(m.upload({file("file")}, "/api/v1/media").status == 200);  // waits itself
}

TEST_CASE("a Mastodon of before, and one that forgot") {
    Mastodon former({.has_v2_media = false});
    CHECK(former.upload({file("file")}).status == 404);
    CHECK(former.upload({file("file")}, "/api/v1/media").status == 200);

    Mastodon forgetful({.forgets_media = 1});
    CHECK(forgetful.post({json_of(forgetful.upload({file("file")}))["id"]}).status == 422);
    CHECK(forgetful.post({json_of(forgetful.upload({file("file")}))["id"]}).status == 200);
}

TEST_CASE("a post on X has the media it names, described") {
    X x;
    const auto uploaded = x.upload({tweet_image, file("media")});
    REQUIRE(uploaded.status == 200);
    const std::string id = json_of(uploaded)["data"]["id"];
    const json words{{"id", id}, {"metadata", {{"alt_text", {{"text", "un gato"}}}}}};
    CHECK(x.post("/2/media/metadata", words).status == 200);
    CHECK(x.post("/2/tweets", {{"text", "hola"}, {"media", {{"media_ids", {id}}}}}).status == 201);
    const auto posts = x.server->posts();
    REQUIRE(posts.size() == 1);
    REQUIRE(posts[0].media.size() == 1);
    CHECK(posts[0].media[0].alt == "un gato");
    CHECK(posts[0].media[0].content == png);
    test::check_documents("x", "#/components/schemas/MediaUploadResponse", {uploaded.body},
                          R"({"data":{"size":1}})");
}

TEST_CASE("X refuses what it does not know, and ids that are not good any more") {
    X x({.forgets_media = 1});
    CHECK(x.upload({tweet_image, file("media"), {.name = "alt", .value = "a"}}).status == 400);
    CHECK(x.upload({file("media")}).status == 400);
    CHECK(x.upload({{.name = "media_category", .value = "tweet_gif"}, file("media")}).status ==
          400);
    const std::string id = json_of(x.upload({tweet_image, file("media")}))["data"]["id"];
    const auto refused = x.post("/2/tweets", {{"text", "hola"}, {"media", {{"media_ids", {id}}}}});
    CHECK(refused.status == 400);
    CHECK(refused.body.find("media IDs are invalid") != std::string::npos);
    CHECK(x.server->posts().empty());
}

TEST_CASE("X may take its time with an image") {
    X x({.media_polls = 1});
    const auto data = json_of(x.upload({tweet_image, file("media")}))["data"];
    CHECK(data["processing_info"]["state"] == "in_progress");
    model::HttpRequest request;
    request.url = x.server->url() +
                  "/2/media/upload?command=STATUS&media_id=" + data["id"].get<std::string>();
    CHECK(json_of(x.send(request))["data"]["processing_info"]["state"] == "succeeded");
}
