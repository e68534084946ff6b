#include "bulk/element_stream.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bulk {

using model::ErrorKind;
using model::fail;
using model::Result;

namespace {

constexpr int end_of_stream = std::istream::traits_type::eof();
constexpr std::size_t longest_tag = 64 * 1024;

tl::unexpected<model::Error> breaks_off(std::size_t line) {
    return fail(ErrorKind::invalid_input, "the file breaks off in line " + std::to_string(line));
}

// Of a tag as it stands, "<" and "</" included.
std::string name_in(const std::string& tag) {
    const auto begin = tag.find_first_not_of("</");
    if (begin == std::string::npos) return {};
    return tag.substr(begin, tag.find_first_of(" \t\r\n/>", begin) - begin);
}

// What an XML declaration says; UTF-8 when it says nothing.
bool is_utf8_declared(const std::string& declaration) {
    const auto lower = text::to_lower(declaration);
    return lower.find("encoding") == std::string::npos ||
           lower.find("utf-8") != std::string::npos || lower.find("us-ascii") != std::string::npos;
}

}  // namespace

int ElementStream::take() {
    const int byte = bytes_.sbumpc();
    if (byte == '\n') ++line_;
    return byte;
}

Result<void> ElementStream::begin() {
    begun_ = true;
    const int first = bytes_.sgetc();
    if (first == 0xFE || first == 0xFF || first == 0) {
        return fail(ErrorKind::invalid_input, "the file is not UTF-8; convert it first (iconv)");
    }
    if (first == 0xEF) {
        for (int i = 0; i < 3; ++i) bytes_.sbumpc();  // the byte order mark
    }
    return {};
}

Result<std::optional<Element>> ElementStream::next() {
    if (!begun_) {
        if (auto good = begin(); !good) return tl::make_unexpected(good.error());
    }
    while (true) {
        int byte = take();
        while (byte != '<' && byte != end_of_stream) byte = take();
        if (byte == end_of_stream) return std::nullopt;
        const auto found = markup(false);
        if (!found) return tl::make_unexpected(found.error());
        const bool opens = found->kind == Markup::Kind::open || found->kind == Markup::Kind::empty;
        if (!opens) continue;
        if (root_.empty()) root_ = found->name;
        if (std::find(names_.begin(), names_.end(), found->name) == names_.end()) continue;
        return rest_of(*found).map(
            [](Element element) { return std::optional(std::move(element)); });
    }
}

// What "<" begins.
Result<ElementStream::Markup> ElementStream::markup(bool keep) {
    std::string start = "<";
    const int byte = bytes_.sgetc();
    if (byte == '?') return until("?>", std::move(start), keep || root_.empty());
    if (byte != '!') return tag(std::move(start));
    start += static_cast<char>(take());
    for (const std::string opening : {"<!--", "<![CDATA["}) {
        while (start.size() < opening.size() && opening.starts_with(start) &&
               bytes_.sgetc() == static_cast<unsigned char>(opening[start.size()])) {
            start += static_cast<char>(take());
        }
        if (start == opening) return until(opening == "<!--" ? "-->" : "]]>", start, keep);
    }
    return declaration();
}

// Comment, CDATA or instruction; the start of the last tells the encoding.
Result<ElementStream::Markup> ElementStream::until(const std::string& end, std::string start,
                                                   bool keep) {
    Markup found;
    found.text = std::move(start);
    std::string last;
    while (!last.ends_with(end)) {
        const int byte = take();
        if (byte == end_of_stream) return breaks_off(line_);
        last += static_cast<char>(byte);
        if (last.size() > 2 * end.size()) last.erase(0, last.size() - end.size());
        if (keep && found.text.size() <= most_bytes_) found.text += static_cast<char>(byte);
    }
    if (found.text.starts_with("<?xml ") && !is_utf8_declared(found.text)) {
        return fail(ErrorKind::invalid_input, "the file is not UTF-8; convert it first (iconv)");
    }
    return found;
}

// A document type, read over with all that it declares.
Result<ElementStream::Markup> ElementStream::declaration() {
    int depth = 0;
    char quote = 0;
    while (true) {
        const int byte = take();
        if (byte == end_of_stream) return breaks_off(line_);
        const auto c = static_cast<char>(byte);
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            ++depth;
        } else if (c == ']') {
            --depth;
        } else if (c == '>' && depth <= 0) {
            return Markup{};
        }
    }
}

Result<ElementStream::Markup> ElementStream::tag(std::string start) {
    Markup found;
    found.text = std::move(start);
    char quote = 0;
    while (true) {
        const int byte = take();
        if (byte == end_of_stream) return breaks_off(line_);
        const auto c = static_cast<char>(byte);
        found.text += c;
        if (found.text.size() > longest_tag) {
            return fail(ErrorKind::refused,
                        "a tag of more than 64 KiB in line " + std::to_string(line_));
        }
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            break;
        }
    }
    found.name = name_in(found.text);
    found.kind = found.text.starts_with("</") ? Markup::Kind::close
                 : found.text.ends_with("/>") ? Markup::Kind::empty
                                              : Markup::Kind::open;
    return found;
}

void ElementStream::collect(Element& element, const std::string& text) const {
    if (!element.problem.empty()) return;
    element.xml += text;
    if (element.xml.size() <= most_bytes_) return;
    element.problem = "it is larger than " + std::to_string(most_bytes_ / 1024) + " KiB";
    element.xml.clear();
}

// From behind its first tag to the end of its last.
Result<Element> ElementStream::rest_of(Markup first) {
    Element element;
    element.line =
        line_ - static_cast<std::size_t>(std::count(first.text.begin(), first.text.end(), '\n'));
    collect(element, first.text);
    std::size_t depth = first.kind == Markup::Kind::empty ? 0 : 1;
    std::string text;
    while (depth > 0) {
        const int byte = take();
        if (byte == end_of_stream) return breaks_off(line_);
        if (byte != '<') {
            if (text.size() <= most_bytes_) text += static_cast<char>(byte);
            continue;
        }
        collect(element, std::exchange(text, {}));
        const auto found = markup(true);
        if (!found) return tl::make_unexpected(found.error());
        collect(element, found->text);
        if (found->kind == Markup::Kind::open && ++depth > most_depth_) {
            element.problem = "it is nested too deeply";
            element.xml.clear();
        }
        if (found->kind == Markup::Kind::close) --depth;
    }
    return element;
}

}  // namespace glossd::bulk
