#include "text/x_links.hpp"

#include "text/code_points.hpp"
#include "text/normalise.hpp"
#include "text/punycode.hpp"
#include "text/top_level_domains.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace glossd::text {

namespace {

constexpr auto spaces = std::to_array<CodePointRange>({{0x09, 0x0D},
                                                       {0x20, 0x20},
                                                       {0x85, 0x85},
                                                       {0xA0, 0xA0},
                                                       {0x1680, 0x1680},
                                                       {0x180E, 0x180E},
                                                       {0x2000, 0x200A},
                                                       {0x2028, 0x2029},
                                                       {0x202F, 0x202F},
                                                       {0x205F, 0x205F},
                                                       {0x3000, 0x3000}});
constexpr auto directions = std::to_array<CodePointRange>(
    {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}});
constexpr auto accented_latin = std::to_array<CodePointRange>({{0xC0, 0xD6},
                                                               {0xD8, 0xF6},
                                                               {0xF8, 0x24F},
                                                               {0x253, 0x254},
                                                               {0x256, 0x257},
                                                               {0x259, 0x259},
                                                               {0x25B, 0x25B},
                                                               {0x263, 0x263},
                                                               {0x268, 0x268},
                                                               {0x26F, 0x26F},
                                                               {0x272, 0x272},
                                                               {0x289, 0x289},
                                                               {0x28B, 0x28B},
                                                               {0x2BB, 0x2BB},
                                                               {0x300, 0x36F},
                                                               {0x1E00, 0x1EFF}});

bool is_one_of(char32_t c, std::u32string_view all) {
    return all.find(c) != all.npos;
}

bool is_invalid(char32_t c) {
    return c == 0xFFFE || c == 0xFEFF || c == 0xFFFF;
}

bool is_domain_char(char32_t c) {
    return !is_one_of(c, U"!'#%&()*+,\\-./:;<=>?@[]^_{|}~$") && !is_in(spaces, c) &&
           !is_invalid(c) && !is_in(directions, c);
}

bool may_stand_before(char32_t c) {
    return !is_ascii_alnum(c) && !is_one_of(c, U"@\uFF20$#\uFF03") && !is_invalid(c);
}

bool is_latin(char32_t c) {
    return is_ascii_alnum(c) || is_in(accented_latin, c);
}

bool is_path_letter(char32_t c) {
    return is_latin(c) || (c >= 0x400 && c <= 0x4FF);
}

bool is_path_char(char32_t c) {
    return is_path_letter(c) || is_one_of(c, U"!*';:=+,.$/%#[]-\u2013_~@|&");
}

bool ends_path(char32_t c) {
    return is_path_letter(c) || is_one_of(c, U"+-=_#/");
}

bool is_query_char(char32_t c) {
    return is_ascii_alnum(c) || is_one_of(c, U"!?*'@();:&=+$/%#[]-_.,~|");
}

bool ends_query(char32_t c) {
    return is_ascii_alnum(c) || is_one_of(c, U"-_&=#/");
}

// Linear: what a host name from any place on would end in is worked out once, from the back.
class LinkFinder {
  public:
    explicit LinkFinder(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const auto next = code_point_at(text, at);
            points_.push_back(next.value);
            offsets_.push_back(at);
            at += next.size;
        }
        offsets_.push_back(text.size());
    }

    std::vector<LinkAt> run() {
        if (points_.find(U'.') == points_.npos) return {};
        look_back();
        for (std::size_t at = 0; at < points_.size();) at = step(at);
        return std::move(links_);
    }

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    char32_t at(std::size_t pos) const { return pos < points_.size() ? points_[pos] : 0; }

    // For each place: where a run of label characters from there ends, and the last dot of the
    // host name from there behind which a top-level domain stands.
    void look_back() {
        const auto size = points_.size();
        label_end_.assign(size + 1, size);
        last_dot_.assign(size + 2, none);
        std::size_t last_underscore = none;
        std::size_t domain_at = none;  // the place `domain_end` was worked out for
        std::size_t domain_end = none;
        for (auto pos = size; pos-- > 0;) {
            const auto c = points_[pos];
            if (c == '_') last_underscore = pos;
            label_end_[pos] = pos;
            if (!is_domain_char(c) && c != '-' && c != '_') continue;
            const auto end = pos + 1 < size ? std::max(label_end_[pos + 1], pos + 1) : size;
            label_end_[pos] = end;
            if (!is_domain_char(c) || at(end) != '.' || !is_domain_char(points_[end - 1])) continue;
            last_dot_[pos] = last_dot_[end + 1];
            if (last_dot_[pos] != none || (last_underscore != none && last_underscore < end))
                continue;
            if (domain_at != end + 1) {
                domain_at = end + 1;
                domain_end = top_level_end(domain_at, size);
            }
            if (domain_end != none) last_dot_[pos] = end;
        }
    }

    // Behind the top-level domain at `begin`, or none. What follows must not carry it on.
    std::size_t top_level_end(std::size_t begin, std::size_t limit) const {
        std::string word;
        std::size_t found = none;
        for (auto pos = begin; pos < limit && pos - begin < longest_top_level_domain; ++pos) {
            if (!is_domain_char(points_[pos])) break;
            append_utf8(word, points_[pos]);
            const auto next = pos + 1 < limit ? points_[pos + 1] : U' ';
            const bool goes_on = is_ascii_alnum(next) || is_one_of(next, U"@+-");
            if (!goes_on && is_top_level_domain(fold_case(word))) found = pos + 1;
        }
        if (found != none || fold_case(word).rfind("xn", 0) != 0) return found;
        auto end = begin + 4;
        if (end >= limit || points_[begin + 2] != '-' || points_[begin + 3] != '-') return none;
        while (end < limit && (is_ascii_alnum(points_[end]) || points_[end] == '-')) ++end;
        return end > begin + 4 ? end : none;
    }

    // Tries to find a link whose preceding character is the one here; where to go on.
    std::size_t step(std::size_t pos) {
        if (may_stand_before(points_[pos])) {
            if (const auto end = take(pos + 1, points_[pos]); end != none) return end;
        }
        if (pos == 0) {
            if (const auto end = take(0, 0); end != none) return end;
        }
        return pos + 1;
    }

    // A link at `begin`, or something so like one that what is inside is none either.
    std::size_t take(std::size_t begin, char32_t before) {
        const auto scheme = scheme_size(begin);
        const auto host = begin + scheme;
        if (host >= points_.size() || last_dot_[host] == none) return none;
        const auto host_end = top_level_end(last_dot_[host] + 1, points_.size());
        const auto path = port_end(host_end);
        const auto query = at(path) == '/' ? path_end(path) : path;
        const auto end = query_end(query);
        if (!is_valid(host, host_end, scheme, end)) return end;
        if (scheme > 0) {
            add_with_scheme(begin, host, host_end, end);
        } else if (!is_one_of(before, U"-_./")) {
            add_bare(host, host_end, query > path ? end : host_end);
        }
        return end;
    }

    std::size_t scheme_size(std::size_t begin) const {
        for (const std::u32string_view scheme : {U"https://", U"http://"}) {
            bool same = true;
            for (std::size_t i = 0; i < scheme.size() && same; ++i) {
                const auto c = at(begin + i);
                same = (c >= 'A' && c <= 'Z' ? c + 32 : c) == scheme[i];
            }
            if (same) return scheme.size();
        }
        return 0;
    }

    std::size_t port_end(std::size_t pos) const {
        auto end = pos + 1;
        if (at(pos) != ':' || !is_ascii_digit(at(end))) return pos;
        while (is_ascii_digit(at(end))) ++end;
        return end;
    }

    // Up to the last character that may end a path; brackets only in pairs, one inside another
    // at most.
    std::size_t path_end(std::size_t slash) const {
        auto end = slash + 1;
        for (auto pos = end; pos < points_.size();) {
            if (points_[pos] == '(') {
                const auto closed = brackets_end(pos);
                if (closed == pos) break;
                pos = end = closed;
            } else if (is_path_char(points_[pos])) {
                ++pos;
                if (ends_path(points_[pos - 1])) end = pos;
            } else {
                break;
            }
        }
        return end;
    }

    std::size_t skip_path_chars(std::size_t pos) const {
        while (pos < points_.size() && is_path_char(points_[pos])) ++pos;
        return pos;
    }

    std::size_t brackets_end(std::size_t open) const {
        auto pos = skip_path_chars(open + 1);
        if (at(pos) == ')') return pos > open + 1 ? pos + 1 : open;
        if (at(pos) != '(') return open;
        const auto inner = skip_path_chars(pos + 1);
        if (inner == pos + 1 || at(inner) != ')') return open;
        pos = skip_path_chars(inner + 1);
        return at(pos) == ')' ? pos + 1 : open;
    }

    std::size_t query_end(std::size_t mark) const {
        auto end = mark;
        if (at(mark) != '?') return end;
        for (auto pos = mark + 1; pos < points_.size() && is_query_char(points_[pos]); ++pos)
            if (ends_query(points_[pos])) end = pos + 1;
        return end;
    }

    bool is_valid(std::size_t host, std::size_t host_end, std::size_t scheme,
                  std::size_t end) const {
        constexpr std::size_t longest = 4096;
        constexpr std::size_t longest_label = 63;
        const auto protocol = scheme > 0 ? scheme : 8;
        if (protocol + scheme + (end - host) > longest) return false;
        const std::u32string_view name(points_.data() + host, host_end - host);
        for (std::size_t begin = 0; begin <= name.size();) {
            const auto dot = std::min(name.find(U'.', begin), name.size());
            if (ascii_label_size(name.substr(begin, dot - begin)) > longest_label) return false;
            begin = dot + 1;
        }
        return true;
    }

    // X's own short links end behind their code.
    void add_with_scheme(std::size_t begin, std::size_t host, std::size_t host_end,
                         std::size_t end) {
        constexpr std::size_t longest_code = 40;
        const std::u32string_view name(points_.data() + host, host_end - host);
        if (name == U"t.co" && at(host_end) == '/' && is_ascii_alnum(at(host_end + 1))) {
            auto code = host_end + 1;
            while (is_ascii_alnum(at(code))) ++code;
            if (code - host_end - 1 > longest_code) return;
            end = query_end(code);
        }
        add(begin, end);
    }

    // Without a scheme only names in Latin letters count; what is glued in front stays outside.
    void add_bare(std::size_t host, std::size_t host_end, std::size_t end) {
        const auto first = links_.size();
        for (auto pos = host; pos < host_end;) {
            const auto found = latin_name_end(pos, host_end);
            if (found > pos) add(pos, found);
            pos = found > pos ? found : std::max(latin_run_end(pos, host_end), pos + 1);
        }
        // Path and query belong to the last of them.
        if (links_.size() > first) links_.back().end += offsets_[end] - offsets_[host_end];
    }

    std::size_t latin_run_end(std::size_t pos, std::size_t limit) const {
        while (pos < limit && (is_latin(points_[pos]) || points_[pos] == '-')) ++pos;
        return pos;
    }

    std::size_t latin_name_end(std::size_t begin, std::size_t limit) const {
        auto name_end = begin;
        for (auto pos = begin;;) {
            const auto end = latin_run_end(pos, limit);
            if (end == pos || end >= limit || points_[end] != '.') return name_end;
            if (const auto found = top_level_end(end + 1, limit); found != none) name_end = found;
            pos = end + 1;
        }
    }

    void add(std::size_t begin, std::size_t end) {
        links_.push_back({offsets_[begin], offsets_[end]});
    }

    std::u32string points_;
    std::vector<std::size_t> offsets_;  // of each code point, and of the end
    std::vector<std::size_t> label_end_;
    std::vector<std::size_t> last_dot_;
    std::vector<LinkAt> links_;
};

}  // namespace

std::vector<LinkAt> find_x_links(std::string_view text) {
    return LinkFinder(text).run();
}

}  // namespace glossd::text
