#include "platform/json.hpp"

#include <cstddef>
#include <utility>

namespace glossd::platform {

namespace {

// What nlohmann's parser tells of (json_sax), of which the outermost object's members are kept.
class FlatReader {
  public:
    bool null() { return keep(nullptr); }
    bool boolean(bool value) { return keep(value); }
    bool number_integer(Json::number_integer_t value) { return keep(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return keep(value); }
    bool number_float(Json::number_float_t value, const std::string&) { return keep(value); }
    bool string(std::string& value) { return depth_ <= 1 ? keep(std::move(value)) : true; }
    bool binary(Json::binary_t&) { return false; }  // JSON has none

    bool start_object(std::size_t) { return descend(Json::object()); }
    bool start_array(std::size_t) { return descend(Json::array()); }
    bool end_object() { return ascend(); }
    bool end_array() { return ascend(); }

    bool key(std::string& name) {
        if (depth_ == 1) name_ = std::move(name);
        return true;
    }

    template <class Error>
    bool parse_error(std::size_t, const std::string&, const Error&) {
        return false;
    }

    Json take() { return std::move(kept_); }

  private:
    template <class Value>
    bool keep(Value&& value) {
        if (depth_ == 0) kept_ = std::forward<Value>(value);
        if (depth_ == 1 && kept_.is_object()) kept_[name_] = std::forward<Value>(value);
        return true;
    }

    bool descend(Json empty) {
        if (depth_ <= 1) keep(std::move(empty));
        ++depth_;
        return true;
    }

    bool ascend() {
        --depth_;
        return true;
    }

    Json kept_;
    std::string name_;
    int depth_ = 0;
};

}  // namespace

Json parse_json(std::string_view bytes) {
    auto value = Json::parse(bytes, nullptr, false);
    return value.is_discarded() ? Json() : value;
}

Json parse_flat_json(std::string_view bytes) {
    FlatReader reader;
    return Json::sax_parse(bytes, &reader) ? reader.take() : Json();
}

std::string write_json(const OrderedJson& value, int indent) {
    return value.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

const Json& member(const Json& object, const char* key) {
    static const Json null;
    if (!object.is_object()) return null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

std::string string_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string id_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_number_integer() ? value.dump() : string_at(object, key);
}

std::optional<std::int64_t> number_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    if (!value.is_number_integer()) return std::nullopt;
    return value.get<std::int64_t>();
}

}  // namespace glossd::platform
