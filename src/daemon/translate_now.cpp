#include "daemon/translate_now.hpp"

#include <algorithm>

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds longest_wait{60};

// Why the engines keep us waiting.
std::string waiting_reason(const Workbench& bench) {
    std::string reason;
    for (const auto& slot : bench.engines()) {
        const auto& park = slot.lane->lane().parked();
        if (park) reason += (reason.empty() ? "" : "; ") + slot.settings.name + ": " + park->reason;
    }
    return reason.empty() ? "no engine answered" : reason;
}

bool worth_waiting(Workbench& bench) {
    const auto now = bench.loop().now();
    return std::any_of(bench.engines().begin(), bench.engines().end(), [&](const auto& slot) {
        const auto next = slot.lane->lane().next_at(now);
        return next && *next <= now + longest_wait;
    });
}

}  // namespace

std::vector<Answers> translate_now(Workbench& bench,
                                   const std::vector<std::vector<pipeline::Wish>>& wishes) {
    std::vector<std::optional<Answers>> answers(wishes.size());
    std::size_t open = wishes.size();
    bool running = false;  // a stop() before run() would end the next run() instead
    bench.on_idle([&] {
        if (!bench.activity().busy() && !worth_waiting(bench)) bench.loop().stop();
    });
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        bench.translator().translate(wishes[i], [&, i](Answers answered) {
            answers[i] = std::move(answered);
            if (--open == 0 && running) bench.loop().stop();
        });
    }
    running = open > 0;
    if (running) bench.loop().run();
    bench.on_idle({});
    std::vector<Answers> all;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const auto late = model::fail(model::ErrorKind::timeout, waiting_reason(bench));
        all.push_back(answers[i] ? std::move(*answers[i]) : Answers(wishes[i].size(), late));
    }
    return all;
}

}  // namespace glossd::daemon
