// migrate::Callback: a function of the application's, which may take what was said about the run as
// its last argument, and may leave it out.
//
//   lifecycle.before_revision = [](engine::Connection&, const migrate::Move& move) { ... };
//   functions["split_names"] = [](engine::Connection& connection, const migrate::RunContext& run) {
//     connection.execute(run.arguments.contains("quick") ? ... : ...);
//   };
//
// Copyable, as the function in it. Calling an empty one throws std::bad_function_call.

#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <string>
#include <type_traits>
#include <utility>

namespace retort::migrate {

/// `-x KEY=VALUE`; a key without a value has an empty one.
using RunArguments = std::map<std::string, std::string, std::less<>>;

/// What the one who started a run has said about it, in words of their own.
struct RunContext {
  /// `--tag`: kept in the history table.
  std::string tag{};
  RunArguments arguments{};
};

template <class... Arguments>
class Callback {
 public:
  Callback() = default;

  template <class Function>
  requires std::invocable<Function&, Arguments..., const RunContext&> Callback(Function function)
      : function_(std::move(function)) {}

  template <class Function>
  requires(std::invocable<Function&, Arguments...> &&
           !std::same_as<std::remove_cvref_t<Function>, Callback>) Callback(Function function)
      : function_(
            [function = std::move(function)](Arguments... arguments, const RunContext&) mutable {
              function(arguments...);
            }) {}

  explicit operator bool() const { return static_cast<bool>(function_); }

  void operator()(Arguments... arguments) const { function_(arguments..., context_); }

  /// The same function, told of this context.
  Callback with(RunContext context) const {
    Callback result = *this;
    result.context_ = std::move(context);
    return result;
  }

 private:
  std::function<void(Arguments..., const RunContext&)> function_;
  RunContext context_;
};

}  // namespace retort::migrate
