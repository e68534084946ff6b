#include "config/glossary_file.hpp"
#include "config/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::config {

namespace {

struct CsvField {
    std::string text;
    int line = 0;
    int column = 0;  // in code points, from 1
};

using CsvRow = std::vector<CsvField>;

// RFC 4180, with any separator and any end of line.
class CsvReader {
  public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    // Nothing at the end, or after an error.
    std::optional<CsvRow> next() {
        if (pos_ >= text_.size() || error_) return std::nullopt;
        CsvRow row;
        while (true) {
            row.push_back(field());
            if (error_) return std::nullopt;
            if (pos_ >= text_.size()) return row;
            const char end = text_[pos_];
            advance();
            if (end == separator_) continue;
            if (end == '\r' && pos_ < text_.size() && text_[pos_] == '\n') advance();
            return row;
        }
    }

    // Where a quotation starts that does not end as one should.
    const std::optional<CsvField>& error() const { return error_; }

  private:
    bool at_end_of_field() const {
        return pos_ >= text_.size() || text_[pos_] == separator_ || text_[pos_] == '\n' ||
               text_[pos_] == '\r';
    }

    void advance() {
        const char c = text_[pos_++];
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++column_;
        }
    }

    CsvField field() {
        CsvField field{"", line_, column_};
        if (pos_ < text_.size() && text_[pos_] == '"') return quoted(std::move(field));
        while (!at_end_of_field()) {
            field.text += text_[pos_];
            advance();
        }
        field.text = without_blanks(field.text);
        return field;
    }

    CsvField quoted(CsvField field) {
        advance();
        bool closed = false;
        while (pos_ < text_.size() && !closed) {
            const char c = text_[pos_];
            advance();
            if (c == '"') {
                closed = pos_ >= text_.size() || text_[pos_] != '"';
                if (!closed) advance();
            }
            if (!closed) field.text += c;
        }
        if (!closed || !at_end_of_field()) error_ = field;
        field.text = without_blanks(field.text);
        return field;
    }

    std::string_view text_;
    char separator_;
    std::size_t pos_ = 0;
    int line_ = 1;
    int column_ = 1;
    std::optional<CsvField> error_;
};

char separator_of(std::string_view text) {
    const auto first = text.substr(0, text.find_first_of("\r\n"));
    for (const char separator : {'\t', ';'}) {
        if (first.find(separator) != std::string_view::npos) return separator;
    }
    return ',';
}

const std::vector<std::string>& column_names() {
    static const std::vector<std::string> names{"term", "translation", "case", "also"};
    return names;
}

// Which column holds what, by the names in the first line.
class Columns {
  public:
    Columns(const CsvRow& names, TermReader& terms) {
        for (std::size_t i = 0; i < names.size() && !failed_; ++i) place(names[i], i, terms);
        if (at_[0] || failed_) return;
        failed_ = true;
        terms.fail(names[0].line, names[0].column,
                   "the first line must name the columns, one of them `term`");
    }

    bool failed() const { return failed_; }
    std::size_t count() const { return count_; }

    const CsvField* find(const CsvRow& row, const char* name) const {
        const auto& known = column_names();
        const auto index =
            static_cast<std::size_t>(std::find(known.begin(), known.end(), name) - known.begin());
        return at_[index] && *at_[index] < row.size() ? &row[*at_[index]] : nullptr;
    }

  private:
    void place(const CsvField& field, std::size_t index, TermReader& terms) {
        ++count_;
        if (field.text.empty()) return;  // as spreadsheets write columns that hold nothing
        auto name = field.text;
        for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        const auto& known = column_names();
        const auto found = std::find(known.begin(), known.end(), name);
        if (found != known.end()) {
            at_[static_cast<std::size_t>(found - known.begin())] = index;
            return;
        }
        failed_ = true;
        terms.fail(field.line, field.column,
                   fmt::format("the first line names the columns, and \"{}\" is none of them{}; "
                               "there is {}",
                               field.text, hint(name, known), enumerate(known)));
    }

    std::vector<std::optional<std::size_t>> at_ =
        std::vector<std::optional<std::size_t>>(column_names().size());
    std::size_t count_ = 0;
    bool failed_ = false;
};

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        if (auto part = without_blanks(text.substr(0, end)); !part.empty())
            parts.push_back(std::move(part));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool is_blank(const CsvRow& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const CsvField& field) { return field.text.empty(); });
}

void read_row(const CsvRow& row, const Columns& columns, TermReader& terms) {
    if (is_blank(row)) return;
    const auto& first = row.front();
    if (row.size() > columns.count() && !row[columns.count()].text.empty()) {
        const auto& extra = row[columns.count()];
        return terms.fail(extra.line, extra.column,
                          fmt::format("there are {} fields here and {} columns; put a field with a "
                                      "separator in it in quotation marks",
                                      row.size(), columns.count()));
    }
    const auto text_at = [&](const char* name) {
        const auto* field = columns.find(row, name);
        return field ? field->text : std::string();
    };
    model::Term term;
    term.text = text_at("term");
    term.translation = text_at("translation");
    const auto* rule = columns.find(row, "case");
    if (rule && !rule->text.empty()) {
        term.letter_case = terms.letter_case(rule->text, rule->line, rule->column);
    } else if (term.is_kept()) {
        term.letter_case = model::TermCase::exact;
    }
    term.also = parted(text_at("also"));
    terms.add(std::move(term), first.line, first.column);
}

}  // namespace

void read_glossary_csv(std::string_view text, TermReader& terms) {
    CsvReader reader(text, separator_of(text));
    const auto names = reader.next();
    if (!names && !reader.error()) return terms.fail(1, 1, "the file is empty");
    if (names) {
        const Columns columns(*names, terms);
        if (columns.failed()) return;
        while (const auto row = reader.next()) read_row(*row, columns, terms);
    }
    if (const auto& error = reader.error()) {
        terms.fail(error->line, error->column,
                   "a quotation mark opens here and is not closed before the end of the field; a "
                   "quotation mark within is written twice");
    }
}

}  // namespace glossd::config
