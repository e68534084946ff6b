// Hashtags and tone as each target wants them, from the configuration to the accounts.
#include "e2e/has.hpp"
#include "e2e/world.hpp"

#include <doctest/doctest.h>

using glossd::e2e::has;
using glossd::e2e::World;

namespace {

const std::string tone =
    "formality = \"formal\"\naudience = \"children from ten\"\n"
    "instruction = \"Use the words of sailors.\"\n";

// es translates the tags of sentences, de those of the glossary, fr keeps all.
glossd::e2e::WorldOptions one_post_with_tags() {
    return {
        .posts = 1,
        .target_keys = {{"es", "hashtags = \"translate\"\n"}, {"de", "hashtags = \"glossary\"\n"}},
        .tables = "[[glossary]]\nname = \"tags\"\nfile = \"DIR/tags.csv\"\nto = \"de\"\n"};
}

void show_only(World& world, const std::string& text) {
    world.feed().set_items({{.id = "https://blog.example.org/1",
                             .text = text,
                             .link = "https://blog.example.org/1",
                             .published = glossd::model::wall_now()}});
}

std::string only_text(World& world, const std::string& language) {
    const auto statuses = world.mastodon().statuses(language);
    REQUIRE(statuses.size() == 1);
    return statuses[0].text;
}

}  // namespace

TEST_CASE("each target has its hashtags as it wants them") {
    World world(one_post_with_tags());
    world.write("tags.csv", "term,translation\nnews,Nachrichten\n");
    show_only(world, "The #BigParade leaves at noon with #NASA people.\n\n#news");
    REQUIRE_MESSAGE(world.once() == 0, world.output());

    const auto spanish = only_text(world, "es");
    CHECK(has(spanish, "#BigesParadees "));
    CHECK(has(spanish, "#NASA "));
    CHECK(has(spanish, "\n\n#news"));
    const auto german = only_text(world, "de");
    CHECK(has(german, "#BigParade "));
    CHECK(has(german, "\n\n#Nachrichten"));
    const auto french = only_text(world, "fr");
    CHECK(has(french, "#BigParade "));
    CHECK(has(french, "\n\n#news"));
}

TEST_CASE("the tone of a target is told to the model for its language and for no other") {
    World world({.posts = 4, .target_keys = {{"es", tone}}});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    for (const auto& language : World::languages()) {
        CAPTURE(language);
        const auto orders = world.llm().orders(language);
        CHECK_FALSE(orders.empty());
        for (const auto& order : orders) {
            CHECK(has(order, "Address readers formally") == (language == "es"));
            CHECK(has(order, "The readers are: children from ten") == (language == "es"));
            CHECK(has(order, "Use the words of sailors.") == (language == "es"));
        }
    }
}

TEST_CASE("a text is translated again for another tone, and for the same one it is remembered") {
    World world({.posts = 1, .target_keys = {{"es", tone}}});
    const std::string text = "The ship leaves the harbour at noon.";
    show_only(world, text);
    REQUIRE(world.once() == 0);
    const std::vector<std::string> same_text{"preview", "--target", "es", text};
    const auto paid = [&] { return world.llm().counters().items; };
    const auto for_all = paid();
    REQUIRE(world.command(same_text) == 0);
    CHECK(paid() == for_all);

    auto plain = world.config();
    plain.erase(plain.find(tone), tone.size());
    world.write("glossd.toml", plain);
    REQUIRE(world.command(same_text) == 0);
    CHECK(paid() > for_all);
}
