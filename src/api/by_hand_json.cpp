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

ordered_json to_json(const ChoiceOrder& order) {
    ordered_json body = ordered_json::object();
    if (order.filter.guard) body["guard"] = store::to_string(*order.filter.guard);
    if (order.filter.source) body["source"] = *order.filter.source;
    if (order.filter.target) body["target"] = *order.filter.target;
    if (order.newest) body["newest"] = *order.newest;
    return body;
}

model::Result<ChoiceOrder> choice_order(const std::string& json) {
    const auto body = ordered_json::parse(json, nullptr, false);
    try {
        ChoiceOrder order;
        const auto guard = body.value("guard", std::string());
        order.filter.guard = store::guard_named(guard);
        if (body.contains("source")) order.filter.source = body["source"].get<std::string>();
        if (body.contains("target")) order.filter.target = body["target"].get<std::string>();
        if (body.contains("newest")) order.newest = body["newest"].get<std::int64_t>();
        const bool known = guard.empty() || order.filter.guard.has_value();
        if (body.is_object() && known) return order;
    } catch (const ordered_json::exception&) {
        // as for what is no object
    }
    return model::fail(model::ErrorKind::invalid_input, "this is no choice");
}

ordered_json to_json(const store::Chosen& chosen) {
    return {{"released", chosen.released}, {"dropped", chosen.dropped}};
}

ordered_json to_json(const PassOrder& order) {
    return {{"sources", order.sources}, {"wait", order.wait.count()}};
}

model::Result<PassOrder> pass_order(const std::string& json) {
    const auto body = ordered_json::parse(json, nullptr, false);
    try {
        return PassOrder{body.at("sources").get<std::vector<std::string>>(),
                         model::Duration(body.at("wait").get<std::int64_t>())};
    } catch (const ordered_json::exception&) {
        return model::fail(model::ErrorKind::invalid_input, "this is no order for a pass");
    }
}

}  // namespace glossd::api
