#include "engines/inline_tags.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace glossd::engines {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Reads one tag from the front of a text; each step says whether it matched.
class TagReader {
  public:
    explicit TagReader(std::string_view text) : text_(text) {}

    bool take(char expected) {
        if (at_ >= text_.size() || lower(text_[at_]) != expected) return false;
        ++at_;
        return true;
    }

    bool take(std::string_view expected) {
        return std::all_of(expected.begin(), expected.end(), [&](char c) { return take(c); });
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }

    std::optional<std::int64_t> take_number() {
        constexpr std::size_t most_digits = 9;
        std::int64_t value = 0;
        const auto start = at_;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
            if (at_ - start == most_digits) return std::nullopt;
            value = value * 10 + (text_[at_++] - '0');
        }
        return at_ == start ? std::nullopt : std::optional(value);
    }

    std::size_t position() const { return at_; }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

struct FoundTag {
    std::int64_t number = 0;
    std::size_t size = 0;  // bytes of it
};

// `<` blanks name blanks digits blanks [`/`] blanks `>`, at the front of the text.
std::optional<FoundTag> tag_at(std::string_view text, std::string_view name) {
    TagReader reader(text);
    if (!reader.take('<')) return std::nullopt;
    reader.skip_blanks();
    if (!reader.take(name)) return std::nullopt;
    reader.skip_blanks();
    const auto number = reader.take_number();
    if (!number) return std::nullopt;
    reader.skip_blanks();
    reader.take('/');
    reader.skip_blanks();
    if (!reader.take('>')) return std::nullopt;
    return FoundTag{*number, reader.position()};
}

// The `</x12>` some models add right behind `<x12>`.
std::size_t closing_tag_size(std::string_view text, std::string_view name, std::int64_t number) {
    TagReader reader(text);
    const bool closes = reader.take('<') && reader.take('/') && reader.take(name) &&
                        reader.take_number() == number && reader.take('>');
    return closes ? reader.position() : 0;
}

bool has_tag(std::string_view text, std::string_view name) {
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        if (tag_at(text.substr(at), name)) return true;
    }
    return false;
}

}  // namespace

std::string tag_name(const Batch& batch) {
    const auto is_free = [&](std::string_view name) {
        return std::none_of(batch.items.begin(), batch.items.end(), [&](const BatchItem& item) {
            return has_tag(item.text.text, name) || has_tag(item.draft, name);
        });
    };
    constexpr std::array<std::string_view, 6> letters{"x", "y", "z", "w", "v", "k"};
    const auto letter = std::find_if(letters.begin(), letters.end(), is_free);
    if (letter != letters.end()) return std::string(*letter);
    std::string name = "xx";  // ends: a text names only so many
    while (!is_free(name)) name += 'x';
    return name;
}

std::string write_tags(const Pieces& pieces, std::string_view name) {
    std::string text;
    for (const auto& piece : pieces) {
        if (const auto* plain = std::get_if<std::string>(&piece)) {
            text += *plain;
        } else {
            text += '<';
            text += name;
            text += std::to_string(std::get<std::int64_t>(piece));
            text += "/>";
        }
    }
    return text;
}

Pieces read_tags(std::string_view text, std::string_view name) {
    Pieces pieces;
    std::size_t start = 0;
    auto at = text.find('<');
    while (at != std::string_view::npos) {
        const auto tag = tag_at(text.substr(at), name);
        if (!tag) {
            at = text.find('<', at + 1);
            continue;
        }
        if (at > start) pieces.emplace_back(std::string(text.substr(start, at - start)));
        pieces.emplace_back(tag->number);
        start = at + tag->size;
        start += closing_tag_size(text.substr(start), name, tag->number);
        at = text.find('<', start);
    }
    if (start < text.size()) pieces.emplace_back(std::string(text.substr(start)));
    return pieces;
}

}  // namespace glossd::engines
