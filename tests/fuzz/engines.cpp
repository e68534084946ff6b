// Whatever an engine's service answers: every item gets an outcome, and what is ok has its spans.
#include "engines/engine.hpp"
#include "engines/support.hpp"
#include "fuzz/target.hpp"

namespace glossd::fuzz {

namespace {

const std::vector<engines::EnginePtr>& all_engines() {
    static const auto all = [] {
        using namespace engines::test;
        std::vector<engines::EnginePtr> made;
        for (const auto& settings :
             {openai_settings(), gemini_settings(), anthropic_settings(), deepl_settings(),
              libretranslate_settings(), google_settings(), azure_settings()})
            made.push_back(engine(settings));
        return made;
    }();
    return all;
}

engines::Batch batch_of_three() {
    using engines::test::masked;
    return engines::test::batch(
        {{"k1", masked("Hello {0}", {"@ann"})},
         {"k2", masked("Read {0} and {1}", {"https://a.example/x", "#tag"})},
         {"k3", masked("Nothing aside")}});
}

}  // namespace

void engines(std::string_view input) {
    static constexpr int statuses[] = {200, 200, 200, 200, 400, 401, 403,
                                       404, 413, 429, 456, 500, 503, 529};
    const auto& engine = *all_engines()[choose(input, all_engines().size())];
    const auto status = statuses[choose(input, std::size(statuses))];
    const auto batch = batch_of_three();
    const model::Reply reply = engines::test::http(status, std::string(input));

    const auto read = engine.read(batch, reply);
    if (read.outcome.kind == model::OutcomeKind::ok)
        promise(read.items.size() == batch.items.size(), "one reply an item");
    for (const auto& item : read.items)
        promise(item.outcome.kind != model::OutcomeKind::ok || !item.text.empty(),
                "an item that went well has a text");
    (void)engine.read_probe(reply, {{batch.from, batch.to}});
}

}  // namespace glossd::fuzz
