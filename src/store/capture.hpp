// capture: runs a work on the tables and turns whatever comes of it into a Result.
// A work may return T, void or Result<T>; a Result is not wrapped a second time.
#pragma once

#include "model/result.hpp"
#include "store/failure.hpp"

#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace glossd::store {

template <class T>
struct ResultOf {
    using type = model::Result<T>;
};
template <class T>
struct ResultOf<model::Result<T>> {
    using type = model::Result<T>;
};

template <class Work, class TablesRef>
using WorkResult = typename ResultOf<std::invoke_result_t<Work&, TablesRef>>::type;

template <class Work, class AnyTables>
WorkResult<Work, AnyTables&> capture(Work& work, AnyTables& tables) {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work&, AnyTables&>>) {
            work(tables);
            return {};
        } else {
            return work(tables);
        }
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    } catch (const std::exception& error) {
        return model::fail(model::ErrorKind::invalid_input,
                           std::string("a work on the database failed: ") + error.what());
    }
}

}  // namespace glossd::store
