// engine::Function and engine::Collation: what the program adds to the SQL of its connections.
//
//   int vowels(std::string_view text);
//   engine::Engine engine("sqlite:///app.db", {
//       .functions = {engine::function("vowels", vowels), engine::aggregate<Median>("median")},
//       .collations = {{"german", compare_german}}});
//   engine.connect().scalar("SELECT vowels('Retort')");      // 2
//
// Every connection of the engine has them, scratch databases too, so that CHECKs, indexes, generated
// columns and migrations may use them. A database that other programs open should not depend on
// them in its schema: these programs could no longer write to it.
//
// Arguments and results are integers, bool, double, std::string_view, std::string, Blob,
// std::optional of one of these, Argument and Value. NULL for an argument that is not optional makes
// the result NULL without a call; an aggregate leaves such a row out. A value of another kind, and an
// exception, end the statement with a DatabaseError that has its text. They are called in whatever
// thread runs the statement, by several at once, and must not use the connection that calls them. A
// call costs a lookup of the function by SQLite and no copy of the arguments' text.

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <retort/engine/typed_call.h>
#include <retort/engine/value.h>

namespace retort::engine {

/// The rows of one group, on the way to a result.
class Aggregation {
 public:
  virtual ~Aggregation() = default;
  virtual void step(std::span<const Argument> arguments) = 0;
  /// Takes the oldest row out of the window again.
  virtual void inverse(std::span<const Argument> arguments) = 0;
  virtual Value value() = 0;
};

/// One function for one number of arguments; SQLite takes the one that fits best.
struct Function {
  std::string name;
  /// -1 for any number.
  int arguments = -1;
  /// It gives the same for the same arguments: only then may an index or a generated column use it.
  bool deterministic = true;
  /// A scalar function has this,
  std::function<Value(std::span<const Argument>)> call{};
  /// an aggregate this, which starts a group.
  std::function<std::unique_ptr<Aggregation>()> start{};
  /// Whether the aggregate can take rows out again, and so be used with any window.
  bool window = false;
};

/// An order of texts: negative, 0 or positive, as strcmp() has it. It has to be a total order: an
/// index that is sorted by it is searched by it. What it throws ends the program.
struct Collation {
  std::string name;
  std::function<int(std::string_view, std::string_view)> compare;
};

/// A scalar function from a function, a lambda, or anything that has one operator().
template <class Call>
Function function(std::string name, Call call) {
  using Parameters = typename detail::SignatureOf<Call>::Parameters;
  return {.name = std::move(name),
          .arguments = detail::count_of(Parameters{}),
          .call = [call = std::move(call)](std::span<const Argument> arguments) -> Value {
            return detail::call_with(call, arguments, Parameters{});
          }};
}

/// The same, of one whose result may differ from call to call.
template <class Call>
Function volatile_function(std::string name, Call call) {
  auto made = function(std::move(name), std::move(call));
  made.deterministic = false;
  return made;
}

/// An aggregate from a class with step(arguments...) and value(), of which each group has one, made
/// with its default constructor. With inverse(arguments...), too, it can be a window function.
template <class State>
Function aggregate(std::string name) {
  using Parameters = typename detail::SignatureOf<decltype(&State::step)>::Parameters;
  constexpr bool window = requires { &State::inverse; };
  struct Group : Aggregation {
    void step(std::span<const Argument> arguments) override {
      const auto call = [this](const auto&... values) { state.step(values...); };
      detail::call_with(call, arguments, Parameters{});
    }
    void inverse([[maybe_unused]] std::span<const Argument> arguments) override {
      if constexpr (window) {
        const auto call = [this](const auto&... values) { state.inverse(values...); };
        detail::call_with(call, arguments, Parameters{});
      }
    }
    Value value() override { return detail::to_result(state.value()); }

    State state{};
  };
  return {.name = std::move(name),
          .arguments = detail::count_of(Parameters{}),
          .start = [] { return std::make_unique<Group>(); },
          .window = window};
}

}  // namespace retort::engine
