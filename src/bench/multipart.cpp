#include "bench/multipart.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bench {

namespace {

std::string boundary_of(const Request& request) {
    constexpr std::string_view kind = "multipart/form-data";
    constexpr std::string_view name = "boundary=";
    const auto type = request.header("Content-Type");
    const auto at = type.find(name);
    return type.starts_with(kind) && at != type.npos ? type.substr(at + name.size()) : "";
}

// The quoted value of name="..." in a header line.
std::string value_in(std::string_view line, const std::string& name) {
    const auto mark = " " + name + "=\"";
    const auto at = line.find(mark);
    if (at == line.npos) return {};
    const auto begin = at + mark.size();
    return std::string(line.substr(begin, line.find('"', begin) - begin));
}

FormPart read_part(std::string_view head, std::string_view content) {
    FormPart part;
    part.content = content;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        head.remove_prefix(end == head.npos ? head.size() : end + 2);
        const auto colon = line.find(':');
        if (colon == line.npos) continue;
        const auto value = line.substr(colon + 1);
        if (text::equals_ignoring_case(line.substr(0, colon), "Content-Type")) {
            part.content_type = text::trim(value);
        } else {
            part.name = value_in(value, "name");
            part.file_name = value_in(value, "filename");
        }
    }
    return part;
}

}  // namespace

std::optional<std::vector<FormPart>> parse_multipart(const Request& request) {
    const auto boundary = boundary_of(request);
    if (boundary.empty()) return std::nullopt;
    const auto line = "\r\n--" + boundary;
    const auto body = "\r\n" + request.body;
    std::vector<FormPart> parts;
    auto at = body.find(line);
    while (at != body.npos) {
        const auto begin = at + line.size();
        if (body.compare(begin, 2, "--") == 0) return parts;
        const auto head_end = body.find("\r\n\r\n", begin);
        const auto next = body.find(line, begin);
        if (head_end == body.npos || next == body.npos || head_end + 4 > next) break;
        const std::string_view whole = body;
        parts.push_back(read_part(whole.substr(begin + 2, head_end - begin - 2),
                                  whole.substr(head_end + 4, next - head_end - 4)));
        at = next;
    }
    return std::nullopt;
}

const FormPart* part_named(const std::vector<FormPart>& parts, std::string_view name) {
    const auto found = std::find_if(parts.begin(), parts.end(),
                                    [&](const FormPart& part) { return part.name == name; });
    return found == parts.end() ? nullptr : &*found;
}

}  // namespace glossd::bench
