#include "pipeline/freeze.hpp"

#include <functional>
#include <set>

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

std::string key_with(
    const std::function<void(model::Delivery&, model::Post&, int&, std::string&)>& change) {
    model::Delivery delivery;
    delivery.id = 7;
    delivery.source = "news";
    delivery.target = "es";
    model::Post post;
    post.id = "https://example.org/1";
    int part = 0;
    std::string instance = "ledger";
    change(delivery, post, part, instance);
    return key_of(delivery, post, part, instance);
}

TEST_CASE("a ledger that was put back gives a post its key again, whatever number it has now") {
    const auto key = key_with([](auto&, auto&, auto&, auto&) {});
    CHECK(key.size() == 32);
    CHECK(key_with([](auto& delivery, auto& post, auto&, auto&) {
              delivery.id = 3;
              delivery.post_id = 5;
              post.text = "mended";
          }) == key);
}

TEST_CASE("no two parts have a key in common") {
    const std::set<std::string> keys{
        key_with([](auto&, auto&, auto&, auto&) {}),
        key_with([](auto& delivery, auto&, auto&, auto&) { delivery.source = "new"; }),
        key_with([](auto& delivery, auto&, auto&, auto&) { delivery.target = "fr"; }),
        key_with([](auto& delivery, auto&, auto&, auto&) { delivery.version = 2; }),
        key_with([](auto&, auto& post, auto&, auto&) { post.id += "0"; }),
        key_with([](auto&, auto&, auto& part, auto&) { part = 1; }),
        key_with([](auto&, auto&, auto&, auto& instance) { instance = "another"; }),
        key_with([](auto& delivery, auto& post, auto&, auto&) {
            delivery.source = "new";
            post.id = "s" + post.id;
        })};
    CHECK(keys.size() == 8);
}

}  // namespace
}  // namespace glossd::pipeline
