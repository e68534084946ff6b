#include "text/addresses.hpp"

#include "text/ascii.hpp"
#include "text/code_points.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace glossd::text {

namespace {

// Endings common enough to make a link of a domain without a path. Left out on purpose: those
// that are words where a space behind a full stop was forgotten (it, no, us, in, is, me, to, so).
constexpr auto common_endings = std::to_array<std::string_view>(
    {"ai",  "app", "ar",  "au",   "biz",    "blog", "br",     "ca",  "ch", "cl",   "cloud",
     "cn",  "co",  "com", "cz",   "de",     "dev",  "dk",     "edu", "eu", "fi",   "fr",
     "gal", "gov", "gr",  "hu",   "ie",     "il",   "info",   "int", "io", "jp",   "kr",
     "mil", "mx",  "net", "news", "nl",     "nz",   "online", "org", "pl", "pt",   "ro",
     "ru",  "se",  "sk",  "site", "social", "tech", "tv",     "ua",  "uk", "wiki", "xyz"});

bool ends_url(char32_t c) {
    if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`') return true;
    if (c < 0x80) return false;
    if (is_space(c)) return true;
    const bool quotation = (c >= 0x2018 && c <= 0x201F) || c == 0x00AB || c == 0x00BB ||
                           c == 0x2039 || c == 0x203A || c == 0x2026;
    const bool full_width = (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
                            (c >= 0x3014 && c <= 0x301F) || c == 0xFF01 || c == 0xFF08 ||
                            c == 0xFF09 || c == 0xFF0C || c == 0xFF0E || c == 0xFF1A ||
                            c == 0xFF1B || c == 0xFF1F || (c >= 0xFF5F && c <= 0xFF64);
    return quotation || full_width;
}

// How many brackets of each kind stand open; closing more than were opened goes below zero.
struct Brackets {
    std::ptrdiff_t round = 0;
    std::ptrdiff_t square = 0;
    std::ptrdiff_t curly = 0;

    void step(char c, std::ptrdiff_t by) {
        if (c == '(') round += by;
        if (c == ')') round -= by;
        if (c == '[') square += by;
        if (c == ']') square -= by;
        if (c == '{') curly += by;
        if (c == '}') curly -= by;
    }
    bool closes_too_much(char c) const {
        return (c == ')' && round < 0) || (c == ']' && square < 0) || (c == '}' && curly < 0);
    }
};

// The end of address characters from `pos`, without what belongs to the sentence around it.
std::size_t address_end(std::string_view text, std::size_t pos) {
    constexpr std::string_view sentence_marks = ".,;:!?'";
    const auto begin = pos;
    Brackets open;
    for (auto next = code_point_at(text, pos); next.size > 0 && !ends_url(next.value);
         next = code_point_at(text, pos)) {
        open.step(text[pos], 1);
        // A Markdown link "[https://a](https://a)": the first address ends at its bracket.
        if (open.square < 0 && text.substr(pos, 2) == "](") {
            open.step(text[pos], -1);
            break;
        }
        pos += next.size;
    }
    while (pos > begin) {
        const char last = text[pos - 1];
        if (sentence_marks.find(last) == std::string_view::npos && !open.closes_too_much(last))
            break;
        open.step(last, -1);
        --pos;
    }
    return pos;
}

// In "https://example.orgを見て" the host ends where East Asian letters meet an ASCII ending;
// domains never mix the two in their last label.
std::size_t host_cut(std::string_view text, std::size_t begin, std::size_t end) {
    auto cut = end;
    bool dotted = false;
    bool ascii_label = false;
    for (auto pos = begin; pos < end;) {
        const auto next = code_point_at(text, pos);
        if (next.value == '.') {
            dotted = true;
            ascii_label = false;
            cut = end;
        } else if (is_ascii_alnum(next.value)) {
            ascii_label = true;
        } else if (is_east_asian(next.value)) {
            if (dotted && ascii_label && cut == end) cut = pos;
        } else if (next.value != '-') {
            break;
        }
        pos += next.size;
    }
    return cut;
}

// Labels of a domain between begin and end; the last must be able to be a top-level domain.
struct Domain {
    std::size_t labels = 0;
    std::string_view ending;
    bool valid = false;
};

Domain read_domain(std::string_view host) {
    Domain domain;
    for (std::size_t pos = 0; pos <= host.size();) {
        const auto dot = std::min(host.find('.', pos), host.size());
        const auto label = host.substr(pos, dot - pos);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
            return {};
        if (label.find_first_of("_+") != std::string_view::npos) return {};
        ++domain.labels;
        domain.ending = label;
        pos = dot + 1;
    }
    const bool letters_only = std::none_of(domain.ending.begin(), domain.ending.end(),
                                           [](char c) { return is_digit(c) || c == '-'; });
    domain.valid = domain.labels >= 2 && domain.ending.size() >= 2 &&
                   (letters_only || domain.ending.starts_with("xn--"));
    return domain;
}

// "end.Next" has a capital that a domain written in lower case has not.
bool one_case(std::string_view host) {
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto ending = host.substr(host.rfind('.') + 1);
    return std::none_of(ending.begin(), ending.end(), is_upper) ||
           std::none_of(host.begin(), host.end(), is_lower);
}

std::size_t trim_run(std::string_view text, std::size_t begin, std::size_t end) {
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-' || text[end - 1] == '+' ||
                           text[end - 1] == '_'))
        --end;
    return end;
}

// Behind a bare host: ":8080", then a path, query or fragment.
std::size_t port_end(std::string_view text, std::size_t host_end) {
    if (host_end >= text.size() || text[host_end] != ':') return host_end;
    auto pos = host_end + 1;
    while (pos < text.size() && pos - host_end <= 5 && is_digit(text[pos])) ++pos;
    return pos == host_end + 1 ? host_end : pos;
}

bool starts_path(std::string_view text, std::size_t pos) {
    if (pos >= text.size()) return false;
    if (text[pos] == '/') return true;
    const auto behind = code_point_at(text, pos + 1);
    return (text[pos] == '?' || text[pos] == '#') && is_ascii_alnum(behind.value);
}

}  // namespace

std::size_t url_end(std::string_view text, std::size_t begin) {
    const auto host = text.find("//", begin) + 2;
    const auto first = code_point_at(text, host);
    const bool can_start = first.value >= 0x80 ? is_letter(first.value) || is_digit(first.value)
                                               : is_word(first.value) || first.value == '[';
    if (first.size == 0 || !can_start) return begin;
    const auto end = host_cut(text, host, address_end(text, host));
    return end > host ? end : begin;
}

std::size_t word_run_end(std::string_view text, std::size_t begin) {
    auto pos = begin;
    for (auto next = code_point_at(text, pos); next.size > 0; next = code_point_at(text, pos)) {
        const char32_t c = next.value;
        if (!is_word(c) && c != '.' && c != '-' && c != '+') break;
        pos += next.size;
    }
    return pos;
}

std::size_t bare_domain_end(std::string_view text, std::size_t begin) {
    const auto run_end = word_run_end(text, begin);
    const auto host_end = trim_run(text, begin, run_end);
    const auto host = text.substr(begin, host_end - begin);
    if (host.size() > 253 || host.find('.') == host.npos) return begin;
    const auto domain = read_domain(host);
    if (!domain.valid || !one_case(host)) return begin;
    const auto behind = host_end == run_end ? port_end(text, host_end) : host_end;
    if (host_end == run_end && starts_path(text, behind)) return address_end(text, behind);
    const auto lowered = to_lower(host);
    const bool www = domain.labels >= 3 && lowered.starts_with("www.");
    const bool common = std::find(common_endings.begin(), common_endings.end(),
                                  to_lower(domain.ending)) != common_endings.end();
    return www || common ? behind : begin;
}

std::size_t email_end(std::string_view text, std::size_t begin, std::size_t at) {
    constexpr std::size_t longest_local = 64;  // RFC 5321 section 4.5.3.1.1
    if (at == begin || at - begin > longest_local || text[at - 1] == '.') return begin;
    const auto end = trim_run(text, at + 1, word_run_end(text, at + 1));
    if (end - at > 254) return begin;
    return read_domain(text.substr(at + 1, end - at - 1)).valid ? end : begin;
}

}  // namespace glossd::text
