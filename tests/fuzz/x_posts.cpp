// A page of posts as X might send it.
#include "fuzz/target.hpp"
#include "sources/x/support.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

namespace {

const sources::Source& x_source() {
    static const auto made = sources::make_source(sources::x::x_source_settings()).value();
    return *made;
}

}  // namespace

void x_posts(std::string_view input) {
    model::HttpReply reply;
    reply.status = choose(input, 8) == 0 ? 429 : 200;
    const auto cursor = take_field(input);
    reply.body = input;
    const auto page = x_source().read({std::string(cursor)}, reply, model::WallTime{});
    if (!page) return;
    for (const auto& post : page->posts) {
        promise(!post.id.empty(), "a post has an id");
        promise(text::is_valid_utf8(post.text), "a post is UTF-8");
    }
}

}  // namespace glossd::fuzz
