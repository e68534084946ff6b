#include "text/addresses.hpp"
#include "text/ascii.hpp"
#include "text/code_points.hpp"
#include "text/mask.hpp"
#include "text/placeholders.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

using model::SpanKind;

constexpr char32_t full_width_hash = 0xFF03;

// Linear because every look ahead either becomes a span, is bounded, or reads a run that the
// walk then leaves in one step.
class SpanFinder {
  public:
    explicit SpanFinder(std::string_view text) : text_(text), code_(text) {}

    std::vector<SpanAt> run() {
        while (pos_ < text_.size()) step();
        return std::move(spans_);
    }

  private:
    void step() {
        const auto here = code_point_at(text_, pos_);
        switch (here.value) {
            case '@':
                return take(SpanKind::mention, mention_end());
            case '#':
            case full_width_hash:
                return take(SpanKind::hashtag, hashtag_end(here.size));
            case ':':
                return take(SpanKind::emoji, emoji_end());
            case '`':
                return backticks();
            case '{':
            case '$':
            case '%':
            case '<':
                return take(SpanKind::placeholder, placeholder_end(text_, pos_));
            default:
                if (is_word(here.value)) return word();
                pos_ += here.size;
        }
    }

    // Records the span from here to `end`; without one goes on behind this character.
    void take(SpanKind kind, std::size_t end) {
        if (end > pos_) {
            spans_.push_back({kind, pos_, end});
            pos_ = end;
        } else {
            pos_ += code_point_at(text_, pos_).size;
        }
    }

    char32_t before() const { return code_point_before(text_, pos_).value; }
    bool after_span() const { return !spans_.empty() && spans_.back().end == pos_; }

    void backticks() {
        const auto end = code_.end_of(pos_);
        if (end > pos_) return take(SpanKind::code, end);
        pos_ += backticks_at(text_, pos_);
    }

    // A word may be the scheme of a URL, the local part of an e-mail address or a bare domain.
    void word() {
        const auto run_end = word_run_end(text_, pos_);
        if (const auto scheme = scheme_before(run_end); scheme < run_end) {
            if (const auto end = url_end(text_, scheme); end > scheme) {
                pos_ = scheme;
                return take(SpanKind::url, end);
            }
        }
        if (run_end < text_.size() && text_[run_end] == '@') {
            if (const auto end = email_end(text_, pos_, run_end); end > pos_)
                return take(SpanKind::email, end);
        }
        if (const auto end = bare_domain_end(text_, pos_); end > pos_)
            return take(SpanKind::url, end);
        pos_ = run_end;
    }

    // Where "http" or "https" starts that ends at `run_end` with "://" behind it; `run_end` when
    // there is none. What is glued in front ("seehttps://x") stays outside the address.
    std::size_t scheme_before(std::size_t run_end) const {
        if (text_.substr(run_end, 3) != "://") return run_end;
        for (const std::string_view scheme : {"https", "http"}) {
            if (run_end - pos_ < scheme.size()) continue;
            const auto found = text_.substr(run_end - scheme.size(), scheme.size());
            if (equals_ignoring_case(found, scheme)) return run_end - scheme.size();
        }
        return run_end;
    }

    // @user or @user@host (Mastodon's Account::MENTION_RE); inner dots and hyphens belong to it.
    std::size_t mention_end() const {
        const auto previous = before();
        if (is_word(previous) || previous == '/' || previous == '=') return pos_;
        const auto user = handle_end(pos_ + 1);
        if (user == pos_ + 1) return pos_;
        if (user < text_.size() && text_[user] == '@') {
            const auto host = host_end(user + 1);
            if (host > user + 1) return host;
        }
        return user;
    }

    std::size_t handle_end(std::size_t begin) const {
        if (!is_handle(begin)) return begin;
        auto pos = begin;
        while (pos < text_.size() && (is_handle(pos) || text_[pos] == '.' || text_[pos] == '-'))
            ++pos;
        while (text_[pos - 1] == '.' || text_[pos - 1] == '-') --pos;
        return pos;
    }

    bool is_handle(std::size_t pos) const {
        if (pos >= text_.size()) return false;
        return is_alnum(text_[pos]) || text_[pos] == '_';
    }

    std::size_t host_end(std::size_t begin) const {
        if (!is_word(code_point_at(text_, begin).value)) return begin;
        const auto run = text_.substr(begin, word_run_end(text_, begin) - begin);
        auto end = begin + std::min(run.find('+'), run.size());
        while (end > begin && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
        return end;
    }

    // Letters, marks, digits, '_' and the joiners that tags may hold inside; one letter at least.
    std::size_t hashtag_end(std::size_t sign_size) const {
        const auto previous = before();
        if (is_word(previous) || previous == '&' || previous == '/' || previous == '=') return pos_;
        bool has_letter = false;
        auto end = pos_;
        auto pos = pos_ + sign_size;
        for (auto next = code_point_at(text_, pos); next.size > 0;
             next = code_point_at(text_, pos)) {
            const char32_t c = next.value;
            const bool letter = is_letter(c);
            const bool joiner = c == 0x00B7 || c == 0x30FB || c == 0x200C || c == 0x200D;
            if (!letter && !is_digit(c) && !is_mark(c) && c != '_' && !joiner) break;
            has_letter = has_letter || letter;
            pos += next.size;
            if (!joiner) end = pos;
        }
        return has_letter ? end : pos_;
    }

    // :shortcode: with no letter or digit at its sides, so not in 12:30:45 or std::vector::size.
    std::size_t emoji_end() const {
        const auto previous = before();
        if (is_word(previous) || (previous == ':' && !after_span())) return pos_;
        auto end = pos_ + 1;
        while (is_handle(end)) ++end;
        if (end - pos_ < 3 || end >= text_.size() || text_[end] != ':') return pos_;
        return is_word(code_point_at(text_, end + 1).value) ? pos_ : end + 1;
    }

    std::string_view text_;
    CodeSpans code_;
    std::size_t pos_ = 0;
    std::vector<SpanAt> spans_;
};

}  // namespace

std::vector<SpanAt> find_spans(std::string_view text) {
    return SpanFinder(text).run();
}

std::vector<model::Span> spans_in(std::string_view text) {
    std::vector<model::Span> spans;
    for (const auto& at : find_spans(text))
        spans.push_back({at.kind, std::string(text.substr(at.begin, at.end - at.begin))});
    return spans;
}

}  // namespace glossd::text
