// The numbers of a text as plain digits, so that those of two languages can be compared. Pure; any
// thread. Not their values: "1.234" is a thousand in German and a little over one in English, and
// both are "1234" here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

// What belongs to one number. "14.03.2026" is one when signs join, three when nothing does;
// "12 000" is one only when blanks join too.
enum class Joining { nothing, signs, signs_and_blanks };

// In the order of the text: ASCII digits, whatever script they were in, without leading zeros. Runs
// of more than 40 digits are cut.
std::vector<std::string> find_numbers(std::string_view text, Joining joining);

}  // namespace glossd::text
