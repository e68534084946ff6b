#include "engines/apertium/modes.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace glossd::engines::apertium {

namespace {

using model::ErrorKind;
using model::fail;

// Every program that takes -z and then answers at each NUL; `apertium -z` knows the same ones.
constexpr auto null_flushing = std::to_array<std::string_view>(
    {"apertium-anaphora", "apertium-interchunk", "apertium-postchunk", "apertium-posttransfer",
     "apertium-pretransfer", "apertium-tagger", "apertium-transfer", "cg-proc", "hfst-proc",
     "lrx-proc", "lsx-proc", "lt-proc", "rtx-proc"});

constexpr std::string_view shell_syntax = ";&<>()`#*?~!{}\n";
constexpr std::size_t longest_mode_file = 64 * 1024;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// A mode file's line, read word by word.
class Line {
  public:
    explicit Line(std::string_view text) : text_(text) {
        while (!text_.empty() && (is_blank(text_.back()) || text_.back() == '\n')) {
            text_.remove_suffix(1);
        }
    }

    model::Result<std::vector<Stage>> stages() {
        std::vector<Stage> stages(1);
        while (!text_.empty()) {
            if (is_blank(text_[0])) {
                text_.remove_prefix(1);
            } else if (text_[0] == '|') {
                text_.remove_prefix(1);
                stages.emplace_back();
            } else {
                auto word = next_word();
                if (!word) return tl::make_unexpected(word.error());
                if (!word->empty()) stages.back().push_back(std::move(*word));
            }
        }
        return stages;
    }

  private:
    // Empty for a placeholder that stands for nothing.
    model::Result<std::string> next_word() {
        std::string word;
        while (!text_.empty() && !is_blank(text_[0]) && text_[0] != '|') {
            const char c = text_[0];
            if (c == '\'' || c == '"') {
                const auto end = text_.find(c, 1);
                if (end == std::string_view::npos) return unexpected("a quote that never ends");
                const auto inside = text_.substr(1, end - 1);
                if (c == '"' && inside.find_first_of("$`\\") != std::string_view::npos) {
                    return unexpected("an expansion in double quotes");
                }
                word += inside;
                text_.remove_prefix(end + 1);
            } else if (c == '$') {
                const auto name = text_.substr(0, 2);
                if (name != "$1" && name != "$2") return unexpected("a variable");
                if (name == "$1") word += "-n";
                text_.remove_prefix(2);
            } else if (c == '\\' || shell_syntax.find(c) != std::string_view::npos) {
                return unexpected(c == '\n' ? "a line break" : fmt::format("'{}'", c));
            } else {
                word += c;
                text_.remove_prefix(1);
            }
        }
        return word;
    }

    static tl::unexpected<model::Error> unexpected(std::string_view what) {
        return fail(ErrorKind::unsupported, fmt::format("{} in its pipeline", what));
    }

    std::string_view text_;
};

bool is_language(std::string_view name) {
    const auto base = name.substr(0, name.find('_'));
    return (base.size() == 2 || base.size() == 3) &&
           std::all_of(base.begin(), base.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Apertium keeps helpers ("eo-en-bytecode", "Cyrl-Latn") beside the pairs.
bool is_pair(std::string_view name) {
    const auto dash = name.find('-');
    return dash != std::string_view::npos && name.find('-', dash + 1) == std::string_view::npos &&
           name.find('/') == std::string_view::npos && is_language(name.substr(0, dash)) &&
           is_language(name.substr(dash + 1));
}

}  // namespace

model::Result<std::vector<Stage>> parse_mode(std::string_view name, std::string_view text) {
    auto stages = Line(text).stages();
    if (!stages) {
        return fail(stages.error().kind,
                    fmt::format("Apertium mode \"{}\": {}", name, stages.error().message));
    }
    for (auto& stage : *stages) {
        if (stage.empty()) {
            return fail(ErrorKind::unsupported,
                        fmt::format("Apertium mode \"{}\": a stage is empty", name));
        }
        const auto program = std::filesystem::path(stage[0]).filename().string();
        if (std::find(null_flushing.begin(), null_flushing.end(), program) == null_flushing.end()) {
            return fail(ErrorKind::unsupported,
                        fmt::format("Apertium mode \"{}\": the program \"{}\" is not known to "
                                    "answer text by text, so the pair cannot be kept running",
                                    name, stage[0]));
        }
        stage.insert(stage.begin() + 1, "-z");
    }
    return stages;
}

model::Result<std::vector<Stage>> read_mode(const std::filesystem::path& data_dir,
                                            std::string_view name) {
    const auto path = data_dir / "modes" / fmt::format("{}.mode", name);
    std::ifstream file;
    if (is_pair(name)) file.open(path, std::ios::binary);
    if (!file.is_open()) {
        return fail(ErrorKind::not_found, fmt::format("there is no Apertium mode \"{}\" in {}",
                                                      name, (data_dir / "modes").string()));
    }
    std::string text(longest_mode_file, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return parse_mode(name, text);
}

std::vector<std::string> list_modes(const std::filesystem::path& data_dir) {
    std::vector<std::string> names;
    std::error_code ignored;
    std::filesystem::directory_iterator at(data_dir / "modes", ignored);
    for (const std::filesystem::directory_iterator end; at != end; at.increment(ignored)) {
        if (at->path().extension() != ".mode") continue;
        auto name = at->path().stem().string();
        if (is_pair(name) && read_mode(data_dir, name)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace glossd::engines::apertium
