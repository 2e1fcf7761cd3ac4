// overloaded: several lambdas as one function object, for std::visit.

#pragma once

namespace retort::migrate::detail {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace retort::migrate::detail
