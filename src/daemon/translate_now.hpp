// TranslateNow: runs a workbench's loop until some wishes are answered, for commands. A wish
// whose engine is down or limited for longer than a person waits is answered with the reason.
#pragma once

#include "daemon/workbench.hpp"

#include <vector>

namespace glossd::daemon {

using Answers = std::vector<pipeline::Translator::Answer>;

// One list of answers a list of wishes, each in order.
std::vector<Answers> translate_now(Workbench& bench,
                                   const std::vector<std::vector<pipeline::Wish>>& wishes);

// Runs `work` on the store thread and the loop until it is done.
template <class T, class Work>
model::Result<T> ask_now(Workbench& bench, Work work) {
    model::Result<T> answer = model::fail(model::ErrorKind::cancelled, "the store did not answer");
    bench.database().submit(std::move(work), [&](model::Result<T> result) {
        answer = std::move(result);
        bench.loop().stop();
    });
    bench.loop().run();
    return answer;
}

}  // namespace glossd::daemon
