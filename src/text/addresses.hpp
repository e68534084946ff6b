// The shapes of addresses in running text: URLs, bare domains, e-mail addresses. Pure; any thread.
// Each function returns where the address that starts at `begin` ends, or `begin` when there is
// none; none looks further than the run of address characters it stands in.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

// `begin` is at "http://" or "https://", any case. Stops at white space, < > " and quotation
// marks, and full-width punctuation; the end keeps balanced brackets and drops sentence
// punctuation. Odd characters inside are kept: a link too long by a '*' still works once restored.
std::size_t url_end(std::string_view text, std::size_t begin);

// "www.example.org", "example.org/path", or a domain with one of the common endings alone
// ("example.org"); so never "e.g.", "3.5" or "end.Next".
std::size_t bare_domain_end(std::string_view text, std::size_t begin);

// local@domain.tld; `at` is the place of the '@' behind the local part.
std::size_t email_end(std::string_view text, std::size_t begin, std::size_t at);

// The run of characters that words, domains and local parts of e-mail are made of: is_word(),
// '.', '-', '+'.
std::size_t word_run_end(std::string_view text, std::size_t begin);

}  // namespace glossd::text
