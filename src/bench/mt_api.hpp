// MtApi: how one translation service puts texts and their translations into HTTP: path, credential,
// request, answer, errors in the service's own words. Immutable; any thread. The service behind it
// (MtStandIn) is the same for all. Stricter than real ones: what they would ignore is an error
// here.
#pragma once

#include "bench/http.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::bench {

struct MtRequest {
    std::string to;
    std::vector<std::string> texts;

    bool operator==(const MtRequest&) const = default;
};

class MtApi {
  public:
    virtual ~MtApi() = default;

    virtual bool is_translation(const Request& request) const = 0;
    virtual std::string key_of(const Request& request) const = 0;

    // Of a translation. The error's message goes to the client; read() sees to it that what it
    // throws of a member of another type is one too.
    virtual model::Result<MtRequest> read_body(const Request& request) const = 0;
    model::Result<MtRequest> read(const Request& request) const;

    // What stands for text and is to be translated in one of its texts.
    virtual std::string translated(std::string_view text, std::string_view to) const = 0;
    virtual Response answer(const MtRequest& request,
                            const std::vector<std::string>& translations) const = 0;
    virtual Response error(int status, const std::string& message) const = 0;
};

const MtApi& deepl_api();
const MtApi& libretranslate_api();
const MtApi& google_api();
const MtApi& azure_api();

// translate() for a text in XML or HTML. An element with `keep` in its start tag comes through with
// all it holds; other tags and references come through by themselves.
std::string translate_markup(std::string_view text, std::string_view to, std::string_view keep);

// The strings of a list, `where` for the message; an error when it is none or holds none.
model::Result<std::vector<std::string>> strings_of(const nlohmann::json& list, const char* where);

}  // namespace glossd::bench
