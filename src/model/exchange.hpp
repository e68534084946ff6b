// Request and Reply: what a plug-in asks the world and what came back. Values; a plug-in never
// sees a socket. The reply says how far a failed exchange got, because "was it sent?" decides
// between a retry and an unknown outcome (design section 4).
#pragma once

#include "model/credential.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace glossd::model {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Who named the address: the operator's config is trusted, anything found in content or a
// redirect is checked after DNS resolution and refused in private ranges.
enum class Trust { configured, content };

// One field of a form: a value, or the content of the file at `path`, which is read on the worker
// when the request leaves. So the bytes of a file are in no request that waits.
struct FormField {
    std::string name;
    std::string value = {};
    std::string path = {};
    std::string file_name = {};     // as the service is told; empty: not a file
    std::string content_type = {};  // of a file

    bool operator==(const FormField&) const = default;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    Headers headers;  // Content-Type goes here, but for a form
    std::string body;
    std::vector<FormField> form = {};  // when there are any: multipart/form-data in place of `body`
    Trust trust = Trust::configured;
    bool follow_redirects = false;            // only for reads; we follow, each hop checked
    std::size_t max_body = 32 * 1024 * 1024;  // bytes after decompression; more is an error
    Credential credential;  // makes the Authorization header; nothing: the headers have it all

    bool operator==(const HttpRequest&) const = default;
};

// A batch for one resident Apertium pipeline, already in stream format (reserved characters
// escaped, spans as superblanks). The transport frames each text.
struct PipelineRequest {
    std::string mode;  // as `apertium -l` names it: "eng-spa"
    std::vector<std::string> texts;
    std::string then = {};  // a second mode for the answers of the first; empty: there is none

    bool operator==(const PipelineRequest&) const = default;
};

struct FileReadRequest {
    std::string path;
    std::size_t max_size = 64 * 1024 * 1024;  // bytes

    bool operator==(const FileReadRequest&) const = default;
};

// Atomic: temporary file in the same folder, fsync, rename, fsync of the folder.
struct FileWriteRequest {
    std::string path;
    std::string content;
    bool is_private = false;  // mode 0600, else 0644

    bool operator==(const FileWriteRequest&) const = default;
};

using Request = std::variant<HttpRequest, PipelineRequest, FileReadRequest, FileWriteRequest>;

struct Redirect {
    int status = 0;  // 301, 302, 303, 307 or 308
    std::string to;  // absolute

    bool operator==(const Redirect&) const = default;
};

struct HttpReply {
    int status = 0;
    Headers headers;
    std::string body;  // decompressed
    std::string url;   // the address that answered, after redirects
    std::vector<Redirect> redirects;

    // First header of that name, case-insensitive, or nullptr.
    const std::string* header(std::string_view name) const;

    bool operator==(const HttpReply&) const = default;
};

struct PipelineReply {
    std::vector<Result<std::string>> texts;  // one per text of the request, in its order

    bool operator==(const PipelineReply&) const = default;
};

struct FileReply {
    std::string content;  // empty for a write

    bool operator==(const FileReply&) const = default;
};

struct ExchangeFailure {
    Error error;
    bool maybe_received = false;  // bytes of the request had left; the other side may act on it

    bool operator==(const ExchangeFailure&) const = default;
};

using Reply = std::variant<HttpReply, PipelineReply, FileReply, ExchangeFailure>;

}  // namespace glossd::model
