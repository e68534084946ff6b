#include "sources/feed/xml_repair.hpp"

#include "sources/feed/entities.hpp"

#include <algorithm>

namespace glossd::sources::feed {

namespace {

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_name_char(char c) {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view local_name(std::string_view name) {
    return name.substr(name.rfind(':') + 1);
}

bool is_item(std::string_view name) {
    const auto local = local_name(name);
    return local == "item" || local == "entry";
}

class Repair {
  public:
    explicit Repair(std::string_view text) : in_(text) { out_.reserve(text.size()); }

    RepairedXml run() &&;

  private:
    struct Open {
        std::string_view name;
        std::size_t start;  // of its tag in out_
    };

    void markup();
    void cdata();
    void doctype();
    void start_tag();
    void end_tag();
    void attributes();
    void attribute(std::string_view name);
    void skip_past(std::string_view end);
    void close_down_to(std::size_t depth);
    void cut_unfinished();

    bool ahead(std::string_view word) const { return in_.substr(at_, word.size()) == word; }
    bool at_end() const { return at_ >= in_.size(); }
    std::string_view name_here();
    void skip_space() {
        while (!at_end() && is_space(in_[at_])) ++at_;
    }

    std::string_view in_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<Open> open_;
    std::size_t flattened_open_ = 0;  // open elements below max_depth, which have no tag in out_
    Entities entities_;
    bool seen_root_ = false;
    bool cut_ = false;  // the input ended inside a tag, a comment or CDATA
    bool flattened_ = false;
    bool mismatched_ = false;
};

RepairedXml Repair::run() && {
    while (!at_end() && !(seen_root_ && open_.empty())) {
        const auto tag = std::min(in_.find('<', at_), in_.size());
        if (!open_.empty()) entities_.append(out_, in_.substr(at_, tag - at_));
        at_ = tag;
        if (!at_end()) markup();
    }
    RepairedXml result;
    result.truncated = cut_ || !open_.empty();
    if (result.truncated) cut_unfinished();
    close_down_to(0);
    result.text = std::move(out_);
    if (result.truncated) result.notes.emplace_back("the document ends before its end");
    if (mismatched_) result.notes.emplace_back("tags that do not match were mended");
    if (flattened_)
        result.notes.push_back("elements nested deeper than " + std::to_string(max_depth) +
                               " were flattened");
    return result;
}

void Repair::markup() {
    if (ahead("<!--")) return skip_past("-->");
    if (ahead("<![CDATA[")) return cdata();
    if (ahead("<!DOCTYPE") && !seen_root_) return doctype();
    if (ahead("<?")) return skip_past("?>");
    if (ahead("</")) return end_tag();
    if (at_ + 1 < in_.size() && is_name_start(in_[at_ + 1])) return start_tag();
    if (at_ + 1 == in_.size()) cut_ = true;
    if (!open_.empty()) out_ += "&lt;";
    ++at_;
}

void Repair::skip_past(std::string_view end) {
    const auto found = in_.find(end, at_);
    cut_ = cut_ || found == std::string_view::npos;
    at_ = found == std::string_view::npos ? in_.size() : found + end.size();
}

void Repair::cdata() {
    const auto start = at_;
    skip_past("]]>");
    if (!cut_ && !open_.empty()) out_ += in_.substr(start, at_ - start);
}

// Skips the declaration and remembers which entities an internal subset declares.
void Repair::doctype() {
    bool subset = false;
    for (++at_; !at_end();) {
        const char c = in_[at_];
        if (ahead("<!--")) {
            skip_past("-->");
        } else if (ahead("<!ENTITY")) {
            at_ += std::string_view("<!ENTITY").size();
            skip_space();
            entities_.declare(name_here());
        } else if (c == '"' || c == '\'') {
            ++at_;
            skip_past({&c, 1});
        } else {
            if (c == '[') subset = true;
            if (c == ']') subset = false;
            ++at_;
            if (c == '>' && !subset) return;
        }
    }
    cut_ = true;
}

std::string_view Repair::name_here() {
    const auto start = at_;
    while (!at_end() && is_name_char(in_[at_])) ++at_;
    return in_.substr(start, at_ - start);
}

void Repair::start_tag() {
    ++at_;
    const auto name = name_here();
    // Items do not nest: the one before lost its end tag.
    if (is_item(name)) {
        const auto same = std::find_if(open_.begin(), open_.end(),
                                       [&](const Open& open) { return open.name == name; });
        if (same != open_.end()) {
            mismatched_ = true;
            close_down_to(static_cast<std::size_t>(same - open_.begin()));
        }
    }
    seen_root_ = true;
    const auto start = out_.size();
    out_ += '<';
    out_ += name;
    attributes();
    const bool empty = ahead("/>");
    if (empty || ahead(">"))
        at_ += empty ? 2 : 1;
    else if (at_end())
        cut_ = true;
    else
        mismatched_ = true;  // a '<' inside a tag: the tag ends here

    if (open_.size() >= max_depth) {
        flattened_ = true;
        out_.resize(start);
        if (!empty) ++flattened_open_;
        return;
    }
    out_ += empty ? "/>" : ">";
    if (!empty) open_.push_back({name, start});
}

// Up to '>', "/>", the next '<' or the end.
void Repair::attributes() {
    while (!at_end() && in_[at_] != '>' && in_[at_] != '<' && !ahead("/>")) {
        const auto name = is_name_start(in_[at_]) ? name_here() : std::string_view{};
        if (name.empty())
            ++at_;
        else
            attribute(name);
    }
}

void Repair::attribute(std::string_view name) {
    skip_space();
    std::string_view value;
    if (ahead("=")) {
        ++at_;
        skip_space();
        if (at_end()) return;
        const char quote = in_[at_];
        if (quote == '"' || quote == '\'') {
            const auto start = ++at_;
            skip_past({&quote, 1});
            value = in_.substr(start, at_ - start - (cut_ ? 0 : 1));
        } else {
            const auto start = at_;
            while (!at_end() && !is_space(in_[at_]) && in_[at_] != '>' && in_[at_] != '<') ++at_;
            value = in_.substr(start, at_ - start);
        }
    }
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    entities_.append(out_, value);
    out_ += '"';
}

void Repair::end_tag() {
    at_ += 2;
    const auto name = name_here();
    const auto end = in_.find_first_of("<>", at_);
    cut_ = cut_ || end == std::string_view::npos;
    at_ = end == std::string_view::npos ? in_.size() : end + (in_[end] == '>' ? 1 : 0);
    if (cut_) return;
    if (flattened_open_ > 0 && !is_item(name)) {
        --flattened_open_;
        return;
    }
    const auto match = std::find_if(open_.rbegin(), open_.rend(),
                                    [&](const Open& open) { return open.name == name; });
    mismatched_ = mismatched_ || match != open_.rbegin();
    if (match != open_.rend()) close_down_to(static_cast<std::size_t>(open_.rend() - match) - 1);
}

void Repair::close_down_to(std::size_t depth) {
    flattened_open_ = 0;
    while (open_.size() > depth) {
        out_ += "</";
        out_ += open_.back().name;
        out_ += '>';
        open_.pop_back();
    }
}

void Repair::cut_unfinished() {
    const auto item = std::find_if(open_.begin(), open_.end(),
                                   [](const Open& open) { return is_item(open.name); });
    if (item == open_.end()) return;
    out_.resize(item->start);
    open_.erase(item, open_.end());
}

}  // namespace

RepairedXml repair_xml(std::string_view text) {
    return Repair(text).run();
}

}  // namespace glossd::sources::feed
