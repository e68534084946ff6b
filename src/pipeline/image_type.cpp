#include "pipeline/image_type.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>

namespace glossd::pipeline {

using namespace std::string_view_literals;

namespace {

// ISO 14496-12: a size of four bytes, "ftyp", then what kind it is.
std::string_view brand_of(std::string_view bytes) {
    return bytes.substr(0, 12).size() == 12 && bytes.substr(4, 4) == "ftyp" ? bytes.substr(8, 4)
                                                                            : std::string_view();
}

bool is_one_of(std::string_view word, const std::array<std::string_view, 6>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string_view image_type(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
    if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP")
        return "image/webp";
    return {};
}

std::string_view what_else(std::string_view bytes) {
    const auto brand = brand_of(bytes);
    if (brand == "avif" || brand == "avis") return "AVIF";
    if (is_one_of(brand, {"heic", "heix", "heim", "heis", "mif1", "msf1"})) return "HEIC";
    if (!brand.empty() || bytes.starts_with("\x1A\x45\xDF\xA3"sv)) return "a video";
    if (bytes.starts_with("ID3"sv) || bytes.starts_with("OggS"sv) ||
        bytes.starts_with("\xFF\xFB"sv))
        return "audio";
    const auto begin = text::to_lower(text::trim(bytes.substr(0, 256)));
    if (begin.starts_with("<svg")) return "SVG";
    if (begin.starts_with("<!doctype") || begin.starts_with("<html")) return "a web page";
    return "no image we know";
}

}  // namespace glossd::pipeline
