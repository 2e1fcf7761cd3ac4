// detail::Window: what stands behind OVER, as data. expression/window.h is the typed handle on one.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <retort/orm/expression/tree.h>

namespace retort::orm::detail {

enum class FrameUnit { rows, range, groups };
enum class BoundKind {
  unbounded_preceding,
  preceding,
  current_row,
  following,
  unbounded_following,
};
enum class Exclude { nothing, current_row, group, ties };

/// Where a frame begins or ends.
struct Bound {
  BoundKind kind = BoundKind::current_row;
  /// How many, for preceding and following.
  NodePtr offset{};
};

struct Frame {
  FrameUnit unit = FrameUnit::rows;
  Bound start;
  Bound end;
  Exclude exclude = Exclude::nothing;
};

struct Window {
  /// A window of the query's WINDOW clause that this one is, or builds on. Must live as long as the
  /// tree.
  std::string_view base{};
  std::vector<NodePtr> partition_by{};
  std::vector<NodePtr> order_by{};
  std::optional<Frame> frame{};
};

}  // namespace retort::orm::detail
