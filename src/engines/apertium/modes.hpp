// Mode files: the pipeline of one language pair, as `<data_dir>/modes/<from>-<to>.mode` writes it.
// They hold a line of shell, but no shell ever sees it: what is not plain words, quotes, pipes,
// $1 and $2 is refused.
#pragma once

#include "model/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines::apertium {

// One program of a pipeline: argv, the program's name first.
using Stage = std::vector<std::string>;

inline constexpr std::string_view default_data_dir = "/usr/share/apertium";

// The stages of a mode file's text, each told to flush at NUL (-z). $1 is what `apertium -u` puts
// there (-n: no marks at unknown words), $2 is nothing. An `unsupported` error names the program
// that cannot be kept resident or the shell syntax nobody expected; `name` is for that message.
model::Result<std::vector<Stage>> parse_mode(std::string_view name, std::string_view text);

// The same from the file; `not_found` when there is none or the name is not one.
model::Result<std::vector<Stage>> read_mode(const std::filesystem::path& data_dir,
                                            std::string_view name);

// Names of the modes that can be run, sorted ("cat-eng", "eng-cat_valencia"): two languages,
// each stage known. A missing directory is an empty list.
std::vector<std::string> list_modes(const std::filesystem::path& data_dir);

}  // namespace glossd::engines::apertium
