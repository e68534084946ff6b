#include "engines/apertium/stream.hpp"

#include "model/segment.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace glossd::engines::apertium {

namespace {

// Escaped as apertium-destxt does. '^' is not among them: escaped with no word behind it, it
// hangs lrx-proc. Nor is '~', which lt-proc -p swallows however it is written.
constexpr std::string_view escaped = "[]{}$/\\@<>";
constexpr std::string_view superblanked = "^~ \t";

tl::unexpected<model::Error> broken(std::string_view what) {
    return model::fail(model::ErrorKind::protocol, fmt::format("Apertium's answer {}", what));
}

// Length of the mask at the start of `text`, or 0.
std::size_t mask_at(std::string_view text) {
    if (text.empty() || text[0] != model::mask_open) return 0;
    const auto end = text.find_first_not_of("0123456789", 1);
    const bool whole = end != std::string_view::npos && end > 1 && text[end] == model::mask_close;
    return whole ? end + 1 : 0;
}

// The text with everything but whole masks cleaned.
std::string cleaned(std::string_view line) {
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = 0; at < line.size();) {
        const auto mask = mask_at(line.substr(at));
        if (mask == 0) {
            ++at;
            continue;
        }
        out += text::clean_utf8(line.substr(from, at - from));
        out += line.substr(at, mask);
        from = at += mask;
    }
    return out + text::clean_utf8(line.substr(from));
}

// Length of the run at the start of `text` that must come through as it is.
std::size_t kept_run(std::string_view text, std::string_view characters) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto mask = mask_at(text.substr(at));
        if (mask == 0 && characters.find(text[at]) == std::string_view::npos) break;
        at += std::max<std::size_t>(mask, 1);
    }
    return at;
}

// Length of the white space and masks at the end of `text`.
std::size_t kept_tail(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        if (text[end - 1] == ' ' || text[end - 1] == '\t') {
            --end;
            continue;
        }
        if (text[end - 1] != model::mask_close) break;
        const auto open = text.rfind(model::mask_open, end - 1);
        if (open == std::string_view::npos || mask_at(text.substr(open)) != end - open) break;
        end = open;
    }
    return text.size() - end;
}

bool has_words(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
}

bool ends_in_space(std::string_view text) {
    return !text.empty() && (text.back() == ' ' || text.back() == '\t');
}

struct Superblank {
    std::size_t number = 0;
    std::size_t size = 0;  // of "[12]"; 0: it is none of ours
};

Superblank superblank_at(std::string_view text) {
    Superblank found;
    const auto* const begin = text.data() + 1;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, found.number);
    if (error != std::errc() || stop == end || *stop != ']') return {};
    found.size = static_cast<std::size_t>(stop - text.data()) + 1;
    return found;
}

// Stands in an answer only where it means something else than itself.
bool is_bare(char c) {
    return c == '^' || c == '\n' || escaped.find(c) != std::string_view::npos;
}

// Builds the line; a space the pipeline wrote gives way to white space that was kept.
class Answer {
  public:
    void plain(char c) {
        if (c == ' ' && ends_in_space(text_)) return;
        text_ += c;
        loose_space_ = c == ' ';
    }

    void kept(std::string_view part) {
        if (loose_space_ && (part[0] == ' ' || part[0] == '\t')) text_.pop_back();
        text_ += part;
        loose_space_ = false;
    }

    std::string finish(std::string_view before, std::string_view after) {
        const auto begin = std::min(text_.find_first_not_of(' '), text_.size());
        const auto end = text_.find_last_not_of(' ') + 1;
        return fmt::format("{}{}{}", before, text_.substr(begin, end - begin), after);
    }

  private:
    std::string text_;
    bool loose_space_ = false;
};

StreamLine encode_line(std::string_view line) {
    std::string_view rest = line;
    StreamLine out;
    const auto head = kept_run(rest, " \t");
    out.before = rest.substr(0, head);
    rest.remove_prefix(head);
    const auto tail = kept_tail(rest);
    out.after = rest.substr(rest.size() - tail);
    rest.remove_suffix(tail);
    while (!rest.empty()) {
        const auto run = kept_run(rest, superblanked);
        if (run > 0 && rest.substr(0, run) != " ") {
            fmt::format_to(std::back_inserter(out.stream), "[{}]", out.kept.size());
            out.kept.emplace_back(rest.substr(0, run));
            rest.remove_prefix(run);
            continue;
        }
        if (escaped.find(rest[0]) != std::string_view::npos) out.stream += '\\';
        out.stream += rest[0];
        rest.remove_prefix(1);
    }
    if (!has_words(out.stream)) return {{}, {}, std::string(line), {}};
    return out;
}

}  // namespace

std::vector<StreamLine> encode_lines(std::string_view masked) {
    const std::string clean = cleaned(masked);
    std::string_view rest = clean;
    std::vector<StreamLine> lines;
    while (true) {
        const auto end = rest.find('\n');
        lines.push_back(encode_line(rest.substr(0, end)));
        if (end == std::string_view::npos) return lines;
        rest.remove_prefix(end + 1);
    }
}

model::Result<std::string> relay_line(std::string_view translated) {
    std::string stream;
    for (std::size_t at = 0; at < translated.size(); ++at) {
        const char c = translated[at];
        if (c == '[') {
            const auto size = superblank_at(translated.substr(at)).size;
            if (size == 0) return broken("holds a superblank that was not sent");
            stream += translated.substr(at, size);
            at += size - 1;
        } else if (c == '\\' && at + 1 < translated.size() && translated[at + 1] != '^') {
            stream += c;
            stream += translated[++at];
        } else if (is_bare(c)) {
            return broken(fmt::format("holds a bare '{}'", c == '\n' ? ' ' : c));
        } else {
            stream += c;
        }
    }
    return stream;
}

model::Result<std::string> decode_line(const StreamLine& line, std::string_view translated) {
    if (line.stream.empty()) return line.before;
    std::vector<bool> seen(line.kept.size());
    Answer answer;
    for (std::size_t at = 0; at < translated.size(); ++at) {
        const char c = translated[at];
        if (c == '\\' && at + 1 < translated.size()) {
            answer.plain(translated[++at]);
        } else if (c == '[') {
            const auto [number, size] = superblank_at(translated.substr(at));
            if (size == 0 || number >= seen.size()) {
                return broken("holds a superblank that was not sent");
            }
            if (seen[number]) return broken("holds a protected span twice");
            seen[number] = true;
            answer.kept(line.kept[number]);
            at += size - 1;
        } else if (is_bare(c)) {
            return broken(fmt::format("holds a bare '{}'", c == '\n' ? ' ' : c));
        } else {
            answer.plain(c);
        }
    }
    if (std::find(seen.begin(), seen.end(), false) != seen.end()) {
        return broken("has lost a protected span");
    }
    return answer.finish(line.before, line.after);
}

}  // namespace glossd::engines::apertium
