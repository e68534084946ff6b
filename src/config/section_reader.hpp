// SectionReader: fills one struct from one table of the file by the rows of its section. The
// order of precedence is variable, file, inherited value, default; every key passes here once.
#pragma once

#include "config/context.hpp"
#include "config/keys.hpp"
#include "config/settings.hpp"

#include <map>
#include <string>
#include <vector>

namespace glossd::config {

// One table to be read.
struct EntryTable {
    std::string name;  // as in variables: of a route its number; empty outside of lists
    std::string path;  // "cache", "source.news", "route.1"
    Value value;       // holds a Table
};

class SectionReader {
  public:
    SectionReader(Context& context, std::vector<Setting>& settings)
        : context_(context), settings_(settings) {}

    void read(const Section& section, const EntryTable& table, const Entry& entry);

  private:
    using Given = std::map<std::string, Item>;  // by key

    Given collect(const Section& section, const EntryTable& table);
    void take_variable(const Section& section, const EntryTable& table, const Key& key,
                       Given& given);
    // False: nothing else about this entry is worth saying.
    bool pick_type(const Section& section, const Given& given, std::string& type);
    void refuse_strangers(const Section& section, const std::string& type, Given& given);
    void read_key(const Key& key, const std::string& type, const Given& given,
                  const EntryTable& table, const Entry& entry);

    Context& context_;
    std::vector<Setting>& settings_;
    std::map<std::string, std::string> taken_;  // variable -> path of the entry that it set
};

}  // namespace glossd::config
