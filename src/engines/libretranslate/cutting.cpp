#include "engines/libretranslate/cutting.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace glossd::engines::libretranslate {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::array<Brackets, 4> bracket_kinds{
    {{"[[", "]]"}, {"{{", "}}"}, {"((", "))"}, {"<<", ">>"}}};

struct FoundMark {
    std::int64_t number = 0;
    std::size_t size = 0;
};

std::string_view without_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

std::optional<FoundMark> mark_at(std::string_view text, Brackets brackets) {
    auto rest = without_blanks(text.substr(brackets.open.size()));
    FoundMark mark;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), mark.number);
    if (error != std::errc{} || mark.number < 0) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    rest = without_blanks(rest);
    if (!rest.starts_with(brackets.close)) return std::nullopt;
    mark.size = text.size() - rest.size() + brackets.close.size();
    return mark;
}

bool has_mark(std::string_view text, Brackets brackets) {
    const auto pieces = read_marks(text, brackets);
    return std::any_of(pieces.begin(), pieces.end(),
                       [](const Piece& p) { return std::holds_alternative<std::int64_t>(p); });
}

std::optional<Brackets> free_brackets(const Batch& batch) {
    const auto kind =
        std::find_if(bracket_kinds.begin(), bracket_kinds.end(), [&](Brackets brackets) {
            return std::none_of(batch.items.begin(), batch.items.end(), [&](const auto& item) {
                return has_mark(item.text.text, brackets);
            });
        });
    return kind == bracket_kinds.end() ? std::nullopt : std::optional(*kind);
}

bool has_letters(const Pieces& line) {
    return std::any_of(line.begin(), line.end(), [](const Piece& piece) {
        const auto* text = std::get_if<std::string>(&piece);
        return text && text::letters_outside_spans(*text) > 0;
    });
}

std::vector<Pieces> lines_of(const Pieces& pieces) {
    std::vector<Pieces> lines(1);
    for (const auto& piece : pieces) {
        const auto* text = std::get_if<std::string>(&piece);
        if (!text) {
            lines.back().push_back(piece);
            continue;
        }
        std::string_view rest = *text;
        while (true) {
            const auto end = rest.find('\n');
            if (end != 0 && !rest.empty())
                lines.back().emplace_back(std::string(rest.substr(0, end)));
            if (end == std::string_view::npos) break;
            lines.emplace_back();
            rest.remove_prefix(end + 1);
        }
    }
    return lines;
}

std::string write_marks(const Pieces& line, Brackets brackets) {
    std::string text;
    for (const auto& piece : line) {
        if (const auto* plain = std::get_if<std::string>(&piece)) {
            text += *plain;
        } else {
            text += brackets.open;
            text += std::to_string(std::get<std::int64_t>(piece));
            text += brackets.close;
        }
    }
    return text;
}

}  // namespace

Pieces read_marks(std::string_view text, Brackets brackets) {
    Pieces pieces;
    std::size_t start = 0;
    auto at = text.find(brackets.open);
    while (at != std::string_view::npos) {
        const auto mark = mark_at(text.substr(at), brackets);
        if (!mark) {
            at = text.find(brackets.open, at + 1);
            continue;
        }
        if (at > start) pieces.emplace_back(std::string(text.substr(start, at - start)));
        pieces.emplace_back(mark->number);
        start = at + mark->size;
        at = text.find(brackets.open, start);
    }
    if (start < text.size()) pieces.emplace_back(std::string(text.substr(start)));
    return pieces;
}

Cutting::Cutting(const Batch& batch, Spans spans)
    : tags_(batch, EndMark::absent),
      brackets_(spans == Spans::marked ? free_brackets(batch) : std::nullopt) {
    for (std::size_t item = 0; item < batch.items.size(); ++item) cut_item(item);
}

void Cutting::cut_item(std::size_t item) {
    auto& fragments = items_.emplace_back();
    const auto lines = lines_of(tags_.outgoing(item));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) fragments.push_back({"\n", std::nullopt});
        add_line(lines[i], fragments);
    }
}

void Cutting::add_line(const Pieces& line, Fragments& fragments) {
    if (brackets_ && has_letters(line)) {
        add_query(write_marks(line, *brackets_), fragments);
        return;
    }
    for (const auto& piece : line) {
        if (has_letters({piece})) {
            add_query(std::get<std::string>(piece), fragments);
        } else {
            fragments.push_back({piece, std::nullopt});
        }
    }
}

// Outer blanks stay here: the server trims.
void Cutting::add_query(std::string_view text, Fragments& fragments) {
    const auto first = text.find_first_not_of(blanks);
    const auto last = text.find_last_not_of(blanks);
    fragments.push_back({std::string(text.substr(0, first)), std::nullopt});
    fragments.push_back({{}, queries_.size()});
    queries_.emplace_back(text.substr(first, last - first + 1));
    fragments.push_back({std::string(text.substr(last + 1)), std::nullopt});
}

ItemReply Cutting::assemble(std::size_t item, const std::vector<std::string>& answers) const {
    Pieces pieces;
    for (const auto& fragment : items_[item]) {
        if (!fragment.query) {
            pieces.push_back(fragment.literal);
            continue;
        }
        const auto& answer = answers[*fragment.query];
        if (brackets_) {
            const auto read = read_marks(answer, *brackets_);
            pieces.insert(pieces.end(), read.begin(), read.end());
        } else {
            pieces.emplace_back(answer);
        }
    }
    return tags_.accept(item, pieces);
}

}  // namespace glossd::engines::libretranslate
