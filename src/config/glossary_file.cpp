#include "config/glossary_file.hpp"

#include "config/nearest.hpp"
#include "config/toml_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace glossd::config {

namespace {

const std::vector<std::string>& case_words() {
    static const std::vector<std::string> words{"exact", "ignore", "follow"};
    return words;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// A term of the TOML form: a translation, or a table that says more.
class TomlTerms {
  public:
    explicit TomlTerms(TermReader& terms) : terms_(terms) {}

    void read(const Table& root) {
        for (const auto& item : root) {
            if (item.key == "keep") {
                read_kept(item.value);
            } else if (item.key == "terms") {
                read_terms(item.value);
            } else {
                fail(item.place, fmt::format("`{}` is unknown here{}; there is `keep` and [terms]",
                                             item.key, hint(item.key, {"keep", "terms"})));
            }
        }
    }

  private:
    void fail(const Place& place, std::string message) {
        terms_.fail(place.line, place.column, std::move(message));
    }

    void read_kept(const Value& value) {
        const auto* list = value.list();
        if (!list) return fail(value.place, "`keep` must be a list of words, like [\"glossd\"]");
        for (const auto& item : *list) {
            if (!item.text()) {
                fail(item.place, fmt::format("must be a word, not {}", describe(item)));
                continue;
            }
            terms_.add({*item.text(), "", model::TermCase::exact, {}}, item.place.line,
                       item.place.column);
        }
    }

    void read_terms(const Value& value) {
        const auto* table = value.table();
        if (!table) return fail(value.place, "must be a table, written [terms]");
        for (const auto& item : *table) {
            model::Term term;
            term.text = item.key;
            if (const auto* translation = item.value.text()) {
                term.translation = *translation;
                if (without_blanks(*translation).empty()) {
                    fail(item.value.place,
                         "the translation is empty; terms that stay as they are "
                         "go into `keep`");
                    continue;
                }
            } else if (!item.value.table() || !read_details(*item.value.table(), term)) {
                if (!item.value.table())
                    fail(item.value.place,
                         fmt::format("must be a translation in quotation marks, or a table like {{ "
                                     "translation = \"…\", case = \"exact\" }}, not {}",
                                     describe(item.value)));
                continue;
            }
            terms_.add(std::move(term), item.place.line, item.place.column);
        }
    }

    bool read_details(const Table& table, model::Term& term) {
        bool good = true;
        bool has_case = false;
        for (const auto& item : table) {
            const auto* text = item.value.text();
            if (item.key == "translation" && text) {
                term.translation = *text;
            } else if (item.key == "case" && text) {
                term.letter_case =
                    terms_.letter_case(*text, item.value.place.line, item.value.place.column);
                has_case = true;
            } else if (item.key == "also" && item.value.list()) {
                good = read_forms(*item.value.list(), term) && good;
            } else {
                const std::vector<std::string> known{"translation", "case", "also"};
                const bool is_known =
                    std::find(known.begin(), known.end(), item.key) != known.end();
                fail(item.place,
                     is_known ? fmt::format("`{}` must be {}, not {}", item.key,
                                            item.key == "also" ? "a list of words" : "a text",
                                            describe(item.value))
                              : fmt::format("`{}` is unknown here{}; there is {}", item.key,
                                            hint(item.key, known), enumerate(known)));
                good = false;
            }
        }
        if (!has_case && term.is_kept()) term.letter_case = model::TermCase::exact;
        return good;
    }

    bool read_forms(const List& list, model::Term& term) {
        for (const auto& form : list) {
            auto word = form.text() ? without_blanks(*form.text()) : std::string();
            if (word.empty()) {
                fail(form.place, fmt::format("must be a word, not {}", describe(form)));
                return false;
            }
            term.also.push_back(std::move(word));
        }
        return true;
    }

    TermReader& terms_;
};

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t size = first < 0x80                     ? 1
                                 : first >= 0xC2 && first <= 0xDF ? 2
                                 : first >= 0xE0 && first <= 0xEF ? 3
                                 : first >= 0xF0 && first <= 0xF4 ? 4
                                                                  : 0;
        if (size == 0 || at + size > text.size()) return false;
        for (std::size_t i = 1; i < size; ++i) {
            if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return false;
        }
        at += size;
    }
    return true;
}

}  // namespace

std::string without_blanks(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

void TermReader::fail(int line, int column, std::string message) {
    report_.error({glossary_.file, line, column}, "glossary." + glossary_.name, std::move(message));
}

model::TermCase TermReader::letter_case(std::string_view word, int line, int column) {
    const auto& words = case_words();
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<model::TermCase>(found - words.begin());
    fail(line, column,
         fmt::format("the case rule must be {}, not \"{}\"{}", enumerate(words), word,
                     hint(word, words)));
    return model::TermCase::follow;
}

void TermReader::add(model::Term term, int line, int column) {
    term.text = without_blanks(term.text);
    term.translation = without_blanks(term.translation);
    if (term.text.empty()) return fail(line, column, "the term is missing");
    if (has_control(term.text + term.translation))
        return fail(line, column, "a term is one line of text, without control characters");
    if (!term.is_kept() && glossary_.to.empty()) {
        return fail(line, column,
                    fmt::format("\"{}\" has a translation, but nobody can say into which language: "
                                "give [[glossary]] `{}` the key `to`",
                                term.text, glossary_.name));
    }
    const auto same = std::find_if(terms_.begin(), terms_.end(), [&](const model::Term& other) {
        return other.text == term.text;
    });
    if (same != terms_.end()) {
        return fail(line, column,
                    fmt::format("\"{}\" is there already, in line {}", term.text,
                                lines_[static_cast<std::size_t>(same - terms_.begin())]));
    }
    terms_.push_back(std::move(term));
    lines_.push_back(line);
}

std::vector<model::Term> read_glossary(const GlossarySettings& glossary, Report& report) {
    const auto key = fmt::format("glossary.{}.file", glossary.name);
    const auto ending = std::filesystem::path(glossary.file).extension().string();
    const bool is_toml = ending == ".toml";
    if (!is_toml && ending != ".csv" && ending != ".tsv") {
        report.error(glossary.place, key,
                     fmt::format("must end in .csv, .tsv or .toml, so that it is clear how to read "
                                 "it, not in \"{}\"",
                                 ending));
        return {};
    }
    const auto text = read_config_file(glossary.file, "the glossary");
    if (!text) {
        report.error(glossary.place, key,
                     fmt::format("{}: {}", glossary.file, text.error().message));
        return {};
    }
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string_view content = *text;
    if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
    TermReader terms(glossary, report);
    if (!is_utf8(content)) {
        terms.fail(1, 1, "the file is not in UTF-8; save it as \"CSV UTF-8\"");
    } else if (!is_toml) {
        read_glossary_csv(content, terms);
    } else if (const auto root = parse_toml(content, glossary.file)) {
        TomlTerms(terms).read(*root);
    } else {
        const auto& error = root.error();
        terms.fail(error.place.line, error.place.column, error.message);
    }
    return terms.take();
}

}  // namespace glossd::config
