// A feed document of any kind, in any encoding.
#include "fuzz/target.hpp"
#include "sources/feed/parse.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void feed(std::string_view input) {
    static constexpr const char* types[] = {"", "text/xml; charset=windows-1251",
                                            "application/feed+json", "text/html; charset=x"};
    const auto type = types[choose(input, std::size(types))];
    const sources::feed::Context context{"https://example.org/feed/", model::WallTime{}};
    const auto parsed = sources::feed::parse_feed(input, type, context);
    if (!parsed) {
        promise(!parsed.error().message.empty(), "a refused feed says why");
        return;
    }
    for (const auto& post : parsed->posts) {
        promise(!post.id.empty(), "a post has an id");
        promise(text::is_valid_utf8(post.text) && text::is_valid_utf8(post.title),
                "a post is UTF-8");
    }
}

}  // namespace glossd::fuzz
