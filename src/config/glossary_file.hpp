// A glossary's file: CSV as a spreadsheet saves it, or TOML. Every complaint goes to the report
// with the line and column of that file; what is wrong with one term does not hide the next.
#pragma once

#include "config/config.hpp"
#include "config/diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::config {

// Reads what `glossary.file` names; each term once.
std::vector<model::Term> read_glossary(const GlossarySettings& glossary, Report& report);

// Gathers the terms of one file, and what is wrong with them.
class TermReader {
  public:
    TermReader(const GlossarySettings& glossary, Report& report)
        : glossary_(glossary), report_(report) {}

    void fail(int line, int column, std::string message);
    void add(model::Term term, int line, int column);
    // "exact", "ignore" or "follow"; `what` stands for the default.
    model::TermCase letter_case(std::string_view word, int line, int column);

    std::vector<model::Term> take() { return std::move(terms_); }

  private:
    const GlossarySettings& glossary_;
    Report& report_;
    std::vector<model::Term> terms_;
    std::vector<int> lines_;  // of each term
};

// Without white space at its ends.
std::string without_blanks(std::string_view text);

// The first line names the columns: `term`, and any of `translation`, `case`, `also`. Fields are
// parted by what parts those names: comma, semicolon or tab.
void read_glossary_csv(std::string_view text, TermReader& terms);

}  // namespace glossd::config
