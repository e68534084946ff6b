// HTML through gumbo: the only file that sees gumbo.h. Only for markup that gumbo_can_bear() lets
// through: gumbo takes minutes and overflows the stack on other input.
#pragma once

#include "text/html_layout.hpp"

#include <string_view>

namespace glossd::text {

// `markup` is the inside of a body, or a whole document: <html>, <head> and <body> may stand in it.
void lay_out_tree(std::string_view markup, HtmlLayout& layout);

}  // namespace glossd::text
