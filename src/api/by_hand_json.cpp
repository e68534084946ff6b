#include "api/by_hand_json.hpp"

#include "store/codec.hpp"
#include "store/failure.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;
using pipeline::Retracted;

namespace {

std::string_view name_of(Retracted::Step step) {
    switch (step) {
        case Retracted::Step::dropped:
            return "dropped";
        case Retracted::Step::to_delete:
            return "to_delete";
        case Retracted::Step::nothing:
            break;
    }
    return "nothing";
}

}  // namespace

ordered_json to_json(const pipeline::PublishOrder& order) {
    ordered_json body{{"source", order.source}, {"targets", order.targets}, {"again", order.again}};
    if (order.post) {
        body["post"] = *order.post;
    } else {
        body["content"] = ordered_json::parse(store::encode(order.content));
    }
    return body;
}

model::Result<pipeline::PublishOrder> publish_order(const std::string& json) {
    const auto body = ordered_json::parse(json, nullptr, false);
    try {
        pipeline::PublishOrder order;
        order.source = body.at("source").get<std::string>();
        order.targets = body.at("targets").get<std::vector<std::string>>();
        order.again = body.at("again").get<bool>();
        if (body.contains("post")) {
            order.post = body["post"].get<std::int64_t>();
        } else {
            order.content = store::decode_post(body.at("content").dump());
        }
        return order;
    } catch (const ordered_json::exception& error) {
        return model::fail(model::ErrorKind::invalid_input,
                           std::string("this is no order to publish: ") + error.what());
    } catch (const store::Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
}

ordered_json to_json(const pipeline::Planned& planned) {
    return {{"post", planned.post}, {"targets", planned.targets}};
}

pipeline::Planned planned_of(const ordered_json& json) {
    return {json.value("post", std::int64_t{0}), json.value("targets", std::vector<std::string>{})};
}

ordered_json to_json(const std::vector<Retracted>& retracted) {
    auto list = ordered_json::array();
    for (const auto& one : retracted) {
        list.push_back(
            {{"delivery", one.delivery}, {"target", one.target}, {"step", name_of(one.step)}});
    }
    return {{"deliveries", std::move(list)}};
}

}  // namespace glossd::api
