// What functions there are that are no templates.

#include <retort/orm/expression/conditional.h>
#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/window.h>

namespace retort::orm {

namespace detail {

engine::Value to_value(std::nullopt_t) { return {}; }

}  // namespace detail

AggregateCall<std::int64_t, detail::Scope<>> count() { return aggregate<std::int64_t>("count"); }

Condition always() { return Condition(detail::make_constant(true)); }
Condition never() { return Condition(detail::make_constant(false)); }

Window<detail::Scope<>> window() { return Window<detail::Scope<>>({}); }
Window<detail::Scope<>> window(std::string_view name) {
  return Window<detail::Scope<>>({.base = name});
}

detail::Bound unbounded_preceding() { return {detail::BoundKind::unbounded_preceding}; }
detail::Bound unbounded_following() { return {detail::BoundKind::unbounded_following}; }
detail::Bound current_row() { return {detail::BoundKind::current_row}; }

WindowCall<std::int64_t, detail::Scope<>> row_number() {
  return detail::window_function<std::int64_t>("row_number");
}
WindowCall<std::int64_t, detail::Scope<>> rank() {
  return detail::window_function<std::int64_t>("rank");
}
WindowCall<std::int64_t, detail::Scope<>> dense_rank() {
  return detail::window_function<std::int64_t>("dense_rank");
}
WindowCall<double, detail::Scope<>> percent_rank() {
  return detail::window_function<double>("percent_rank");
}
WindowCall<double, detail::Scope<>> cume_dist() {
  return detail::window_function<double>("cume_dist");
}
WindowCall<std::int64_t, detail::Scope<>> ntile(std::int64_t parts) {
  return detail::window_function<std::int64_t>("ntile", parts);
}

}  // namespace retort::orm
