#include "bench/pretend_posts.hpp"

#include <array>
#include <random>
#include <string_view>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

constexpr std::array<std::string_view, 10> subjects{
    "The new bridge",    "Our small team",     "A neighbour of mine", "The city library",
    "This old computer", "The night train",    "My grandmother",      "The harbour café",
    "A curious fox",     "The weather station"};
constexpr std::array<std::string_view, 10> verbs{"opened its doors for",
                                                 "has been waiting for",
                                                 "finally understood",
                                                 "wrote a song about",
                                                 "surprised",
                                                 "cannot stop praising",
                                                 "quietly repaired",
                                                 "invited",
                                                 "learned something from",
                                                 "lost a bet against"};
constexpr std::array<std::string_view, 10> objects{
    "the whole street", "three travellers",   "a very patient cat", "the local choir",
    "its own shadow",   "everyone at school", "the first snow",     "a box of 24 oranges",
    "the last winner",  "two \"experts\""};
constexpr std::array<std::string_view, 8> endings{
    "this morning",        "after 12 years", "and nobody noticed", "without asking why",
    "for about 3.5 hours", "in the rain",    "at the second try",  "to everybody's relief"};
constexpr std::array<std::string_view, 6> stops{".", ".", "!", "?", "…", "."};
constexpr std::array<std::string_view, 7> emoji{
    "🎉", "🚲", "👩‍👩‍👧", "🇪🇺", "👍🏽", "☕", "❤️"};
constexpr std::array<std::string_view, 6> tags{"#news",     "#CityLife", "#OpenSource",
                                               "#café2026", "#trains",   "#SmallThings"};
constexpr std::array<std::string_view, 4> mentions{"@alice", "@bob@example.social",
                                                   "@news_desk@press.example.org", "@carol"};

class Writer {
  public:
    explicit Writer(std::uint64_t seed) : random_(seed) {}

    FeedItem post(std::size_t number) {
        FeedItem item;
        item.link = fmt::format("https://blog.example.org/posts/{}", number);
        item.id = item.link;
        item.author = "Stand In";
        item.text = fmt::format("{} Note {}.", paragraph(), number);
        if (one_in(8)) lengthen(item.text);
        if (one_in(3)) {
            item.text +=
                fmt::format(" https://example.org/a/{}?from=feed&x={}#top", number, pick(90));
        }
        if (one_in(4)) item.text += fmt::format("\n\n{} {}", any(tags), any(tags));
        if (one_in(3)) item.title = sentence();
        if (one_in(4)) item.categories.push_back("news");
        return item;
    }

  private:
    // mt19937_64 is the same everywhere; the distributions of <random> are not.
    std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
    bool one_in(std::size_t n) { return pick(n) == 0; }

    template <std::size_t size>
    std::string_view any(const std::array<std::string_view, size>& words) {
        return words[pick(size)];
    }

    std::string sentence() {
        // One by one: the order in which arguments are evaluated is not fixed.
        const auto subject = any(subjects);
        const auto verb = any(verbs);
        const auto object = any(objects);
        const auto ending = any(endings);
        const auto stop = any(stops);
        auto text = fmt::format("{} {} {} {}{}", subject, verb, object, ending, stop);
        if (one_in(5)) text += fmt::format(" {}", any(emoji));
        return text;
    }

    std::string paragraph() {
        auto text = sentence();
        if (one_in(5)) text = fmt::format("{} {}", any(mentions), text);
        for (auto more = pick(3); more > 0; --more) text += (one_in(5) ? "\n" : " ") + sentence();
        return text;
    }

    void lengthen(std::string& text) {
        constexpr std::size_t beyond_one_post = 700;  // bytes; 500 is Mastodon's usual limit
        while (text.size() < beyond_one_post) text += "\n\n" + paragraph();
    }

    std::mt19937_64 random_;
};

}  // namespace

std::vector<FeedItem> generate_posts(std::size_t count, std::uint64_t seed,
                                     model::WallTime newest) {
    if (newest == model::WallTime()) {
        newest = model::WallTime(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1});
    }
    Writer writer(seed);
    std::vector<FeedItem> items;
    for (std::size_t i = 0; i < count; ++i) {
        items.push_back(writer.post(i + 1));
        items.back().published = newest - std::chrono::minutes(count - 1 - i);
    }
    return items;
}

}  // namespace glossd::bench
