// sql_function: a function of the database's, declared with its types.
//
//   inline constexpr sql_function<"soundex", std::string(std::string)> soundex;
//   session.query(artists).filter(soundex(artists.name) == "T400")
//
// For what an extension or the application itself has added to SQLite, and for any built-in that has
// no function here. The types are the database's affair: this is what calls are checked with. A
// result that may be NULL is a std::optional; an argument that may be NULL is one too.

#pragma once

#include <retort/orm/expression/functions.h>
#include <retort/orm/fixed_string.h>

namespace retort::orm {

template <FixedString Name, class Signature>
struct sql_function;

template <FixedString Name, class Result, class... Parameters>
struct sql_function<Name, Result(Parameters...)> {
  template <class... Arguments>
  auto operator()(const Arguments&... arguments) const {
    constexpr bool fits = fit<Arguments...>();
    static_assert(
        fits,
        "retort: the arguments of this function are not of the kinds that its declaration "
        "says");
    if constexpr (fits) return function<Result>(Name.view(), arguments...);
  }

 private:
  template <class... Arguments>
  static consteval bool fit() {
    if constexpr (sizeof...(Arguments) == sizeof...(Parameters)) {
      return (detail::SameKind<detail::Plain<Parameters>, detail::OperandOf<Arguments>> && ...);
    } else {
      return false;
    }
  }
};

}  // namespace retort::orm
