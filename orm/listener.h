// Listener<Arguments...>: a function of the program's that a session calls, of any type that can be called
// with these arguments.
//
//   SessionOptions options{.on_lazy_load = [](const LazyLoad& load) { std::clog << load.advice; }};
//
// As a std::function that returns nothing, without <functional>, which each program that uses the ORM
// would compile. An empty one must not be called. A value; copies share the function.

#pragma once

#include <type_traits>
#include <utility>

#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {

/// Shares in an object that is made with `new`; `destroy` deletes it.
AnyShared adopt(void* object, void (*destroy)(void* object));

}  // namespace detail

template <class... Arguments>
class Listener {
 public:
  Listener() = default;
  Listener(std::nullptr_t) {}
  template <class Function>
  requires(!std::is_same_v<Function, Listener> &&
           requires(Function & function, Arguments... arguments) {
             function(static_cast<Arguments>(arguments)...);
           }) Listener(Function function)
      : function_(detail::adopt(new Function(std::move(function)),
                                [](void* object) { delete static_cast<Function*>(object); })),
        call_([](void* object, Arguments... arguments) {
          (*static_cast<Function*>(object))(static_cast<Arguments>(arguments)...);
        }) {}

  explicit operator bool() const { return static_cast<bool>(function_); }
  void operator()(Arguments... arguments) const {
    call_(function_.object(), static_cast<Arguments>(arguments)...);
  }

 private:
  detail::AnyShared function_;
  void (*call_)(void* function, Arguments... arguments) = nullptr;
};

}  // namespace retort::orm
