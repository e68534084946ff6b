#include "net/multipart.hpp"

#include "net/file_exchange.hpp"
#include "net/oauth1.hpp"

#include <utility>
#include <variant>

namespace glossd::net {

namespace {

// As the WHATWG's form encoding has it: quotes and line ends are percent-encoded.
std::string in_quotes(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') {
            out += "%22";
        } else if (c == '\r') {
            out += "%0D";
        } else if (c == '\n') {
            out += "%0A";
        } else {
            out += c;
        }
    }
    return out + '"';
}

// Of a type we set ourselves; a line end in it would be a mistake, not an attack, and goes.
std::string one_line(std::string_view type) {
    return std::string(type.substr(0, type.find_first_of("\r\n")));
}

std::string head_of(const model::FormField& field) {
    std::string head = "Content-Disposition: form-data; name=" + in_quotes(field.name);
    if (!field.file_name.empty()) head += "; filename=" + in_quotes(field.file_name);
    if (!field.content_type.empty()) head += "\r\nContent-Type: " + one_line(field.content_type);
    return head + "\r\n\r\n";
}

model::Result<void> append_file(std::string& body, const std::string& path) {
    auto reply = perform_file(model::FileReadRequest{path, largest_form_file});
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
        return tl::make_unexpected(failure->error);
    body += std::get<model::FileReply>(reply).content;
    return {};
}

}  // namespace

model::Result<MultipartBody> encode_form(const std::vector<model::FormField>& form,
                                         std::string_view boundary) {
    MultipartBody encoded;
    encoded.content_type = "multipart/form-data; boundary=" + std::string(boundary);
    auto& body = encoded.body;
    for (const auto& field : form) {
        body.append("--").append(boundary).append("\r\n").append(head_of(field));
        if (field.path.empty()) {
            body += field.value;
        } else if (const auto read = append_file(body, field.path); !read) {
            return tl::make_unexpected(read.error());
        }
        body += "\r\n";
    }
    body.append("--").append(boundary).append("--\r\n");
    return encoded;
}

std::string multipart_boundary() {
    return "glossd" + oauth1_nonce();
}

}  // namespace glossd::net
