// Window: the rows that a window function looks at.
//
//   rank().over(window().partition_by(albums.artist_id).order_by(albums.tracks.desc()))
//   sum(albums.tracks).over(window().order_by(albums.id).rows(preceding(2), current_row()))
//
// A value; every method returns a new one. window("w") is one that the query names with
// named_window("w", ...), and may be added to.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <retort/orm/expression/aggregate.h>
#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/expression/window_spec.h>

namespace retort::orm {

template <class UsedScope>
class Window {
 public:
  explicit Window(detail::Window data) : data_(std::move(data)) {}

  template <SqlExpression... Terms>
  auto partition_by(const Terms&... terms) const {
    auto data = data_;
    (data.partition_by.push_back(terms.node()), ...);
    return with<Terms...>(std::move(data));
  }
  template <class... Terms>
  auto order_by(const Terms&... terms) const {
    auto data = data_;
    (data.order_by.push_back(terms.node()), ...);
    return with<Terms...>(std::move(data));
  }

  // The frame: which rows of the partition, seen from the current one.

  Window rows(detail::Bound start, detail::Bound end) const {
    return framed(detail::FrameUnit::rows, std::move(start), std::move(end));
  }
  /// By the distance of the values that it is ordered by.
  Window range(detail::Bound start, detail::Bound end) const {
    return framed(detail::FrameUnit::range, std::move(start), std::move(end));
  }
  /// By groups of rows that are equal in what it is ordered by.
  Window groups(detail::Bound start, detail::Bound end) const {
    return framed(detail::FrameUnit::groups, std::move(start), std::move(end));
  }
  Window exclude_current_row() const { return excluding(detail::Exclude::current_row); }
  Window exclude_group() const { return excluding(detail::Exclude::group); }
  Window exclude_ties() const { return excluding(detail::Exclude::ties); }

  const detail::Window& data() const { return data_; }

 private:
  template <class... Terms>
  static auto with(detail::Window data) {
    return Window<detail::UnionOf<UsedScope, typename detail::ScopeOfTerms<Terms...>::type>>(
        std::move(data));
  }
  Window framed(detail::FrameUnit unit, detail::Bound start, detail::Bound end) const {
    auto data = data_;
    data.frame = detail::Frame{unit, std::move(start), std::move(end)};
    return Window(std::move(data));
  }
  Window excluding(detail::Exclude exclude) const {
    auto data = data_;
    if (!data.frame) {
      // The frame that a window has when none is said.
      data.frame = detail::Frame{detail::FrameUnit::range,
                                 {detail::BoundKind::unbounded_preceding},
                                 {detail::BoundKind::current_row}};
    }
    data.frame->exclude = exclude;
    return Window(std::move(data));
  }

  detail::Window data_;
};

Window<detail::Scope<>> window();
/// The name must live as long as the query.
Window<detail::Scope<>> window(std::string_view name);

detail::Bound unbounded_preceding();
detail::Bound unbounded_following();
detail::Bound current_row();
template <detail::Number Offset>
detail::Bound preceding(Offset offset) {
  return {detail::BoundKind::preceding, detail::value_node(offset, detail::no_hint)};
}
template <detail::Number Offset>
detail::Bound following(Offset offset) {
  return {detail::BoundKind::following, detail::value_node(offset, detail::no_hint)};
}

/// The call of a function that is nothing without a window.
template <class T, class UsedScope>
class WindowCall {
 public:
  explicit WindowCall(NodePtr node) : node_(std::move(node)) {}

  template <class WindowScope>
  auto over(const Window<WindowScope>& window) const {
    return Expression<T, detail::UnionOf<UsedScope, WindowScope>>(
        detail::make_over(node_, window.data()));
  }

 private:
  NodePtr node_;
};

namespace detail {

template <class Result, class... Arguments>
auto window_function(std::string_view name, const Arguments&... arguments) {
  return WindowCall<Result, CommonScopeOf<Arguments...>>(
      make_function(name, {lower_argument(name, arguments)...}));
}
template <class E>
using OptionalOf = std::optional<OperandOf<E>>;

}  // namespace detail

WindowCall<std::int64_t, detail::Scope<>> row_number();
WindowCall<std::int64_t, detail::Scope<>> rank();
WindowCall<std::int64_t, detail::Scope<>> dense_rank();
WindowCall<double, detail::Scope<>> percent_rank();
WindowCall<double, detail::Scope<>> cume_dist();
WindowCall<std::int64_t, detail::Scope<>> ntile(std::int64_t parts);
/// The value so many rows before; NULL where there is no such row.
template <SqlExpression E>
auto lag(const E& expression, std::int64_t rows = 1) {
  return detail::window_function<detail::OptionalOf<E>>("lag", expression, rows);
}
template <SqlExpression E>
auto lead(const E& expression, std::int64_t rows = 1) {
  return detail::window_function<detail::OptionalOf<E>>("lead", expression, rows);
}
/// With a value for where there is no such row.
template <SqlExpression E, class Default>
auto lag(const E& expression, std::int64_t rows, const Default& otherwise) {
  return detail::window_function<typename E::ValueType>("lag", expression, rows, otherwise);
}
template <SqlExpression E, class Default>
auto lead(const E& expression, std::int64_t rows, const Default& otherwise) {
  return detail::window_function<typename E::ValueType>("lead", expression, rows, otherwise);
}
template <SqlExpression E>
auto first_value(const E& expression) {
  return detail::window_function<detail::OptionalOf<E>>("first_value", expression);
}
template <SqlExpression E>
auto last_value(const E& expression) {
  return detail::window_function<detail::OptionalOf<E>>("last_value", expression);
}
template <SqlExpression E>
auto nth_value(const E& expression, std::int64_t n) {
  return detail::window_function<detail::OptionalOf<E>>("nth_value", expression, n);
}

}  // namespace retort::orm
