// Upper and lower case of single letters, and a translation that follows a word's. Pure; any
// thread. For comparing whole texts there is fold_case(), which may change their length.
#pragma once

#include <string>
#include <string_view>

namespace glossd::text {

char32_t lower_case(char32_t c);
char32_t upper_case(char32_t c);
bool is_upper(char32_t c);  // has a lower case

std::string lower_case(std::string_view text);
std::string with_capital(std::string_view text);  // the first letter, where it stands first

// `translation` in the case of `met`, where that differs from the `usual` writing of the same word:
// a capital for a capital, all capitals for all of them.
std::string in_case_of(std::string_view met, std::string_view usual, std::string_view translation);

}  // namespace glossd::text
