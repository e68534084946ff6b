// Options: "--name value" and "--name" of a driver's command line. A value.
// What one would get wrong: a name that nobody asks for is not an error.
#pragma once

#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace glossd::ordeal {

class Options {
  public:
    Options(int argc, char** argv) {
        std::string name;
        for (int i = 1; i < argc; ++i) {
            const std::string_view word(argv[i]);
            if (word.starts_with("--")) {
                name = word.substr(2);
                values_[name];
            } else {
                values_[name] = word;
            }
        }
    }

    bool has(const std::string& name) const { return values_.count(name) > 0; }

    std::string text(const std::string& name, const std::string& otherwise) const {
        const auto found = values_.find(name);
        return found == values_.end() ? otherwise : found->second;
    }

    std::int64_t number(const std::string& name, std::int64_t otherwise) const {
        const auto word = text(name, "");
        std::from_chars(word.data(), word.data() + word.size(), otherwise);
        return otherwise;
    }

  private:
    std::map<std::string, std::string> values_;
};

}  // namespace glossd::ordeal
