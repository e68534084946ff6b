#include "fuzz/target.hpp"

namespace glossd::fuzz {

std::span<const Target> targets() {
    static constexpr Target all[] = {
        {"api", api},           {"checks", checks},   {"config", config},
        {"date", date},         {"engines", engines}, {"feed", feed},
        {"glossary", glossary}, {"html", html},       {"http_reply", http_reply},
        {"memory", memory},     {"remask", remask},   {"spans", spans},
        {"split", split},       {"url", url},         {"x_posts", x_posts},
    };
    return all;
}

}  // namespace glossd::fuzz
