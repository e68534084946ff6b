#include "daemon/shorten_now.hpp"

#include "pipeline/shortening.hpp"

namespace glossd::daemon {

namespace {

std::optional<pipeline::Wish> wish_for(Workbench& bench, const Translated& one, std::size_t tries) {
    const auto limit =
        pipeline::shorter_limit(one.post, one.source, one.segments, *one.target, one.length, tries);
    if (!limit) return std::nullopt;
    auto wish = one.body;
    wish.limit = *limit;
    wish.verify.reset();
    wish.chain = bench.translator().able_to_shorten(wish.chain);
    return wish.chain.empty() ? std::nullopt : std::optional(wish);
}

}  // namespace

std::vector<std::optional<pipeline::Granted>> shorten_now(Workbench& bench,
                                                          std::vector<Translated> all) {
    std::vector<std::optional<pipeline::Granted>> taken(all.size());
    for (std::size_t tries = 0;; ++tries) {
        std::vector<std::size_t> asked;
        std::vector<std::vector<pipeline::Wish>> wishes;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto wish = wish_for(bench, all[i], tries);
            if (!wish) continue;
            asked.push_back(i);
            wishes.push_back({*wish});
        }
        if (asked.empty()) return taken;  // at the latest when every try is used
        const auto answers = translate_now(bench, wishes);
        for (std::size_t k = 0; k < asked.size(); ++k) {
            const auto& answer = answers[k].front();
            if (!answer) continue;
            auto& segments = all[asked[k]].segments;
            auto shorter = pipeline::with_shorter_body(segments, answer->text);
            if (shorter == segments) continue;
            segments = std::move(shorter);
            taken[asked[k]] = *answer;
        }
    }
}

}  // namespace glossd::daemon
