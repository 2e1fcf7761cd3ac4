// detail::Insert, Update and Delete: statements that change rows, as data. insert.h, update.h and
// remove.h beside it have the typed handles.

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <retort/orm/expression/tree.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// column = value
struct Assignment {
  std::string_view column;
  NodePtr value;
};

/// ON CONFLICT (columns) WHERE ... DO NOTHING, or DO UPDATE SET ... WHERE ...
struct OnConflict {
  /// Any unique constraint where there are none.
  std::vector<NodePtr> columns;
  NodePtr index_where{};
  /// Nothing is done where there are none.
  std::vector<Assignment> set{};
  NodePtr where{};
};

/// A value that every row of entities gets.
struct GivenValue {
  std::string_view column;
  engine::Value value;
};

struct Insert {
  Source target;
  std::vector<GivenValue> given{};
  std::vector<CommonTable> with{};
  std::vector<std::string_view> columns{};
  /// Rows of values, or a query. Without any of them a row of defaults.
  std::vector<std::vector<NodePtr>> rows{};
  std::shared_ptr<const Select> query{};
  std::vector<OnConflict> conflicts{};
  std::vector<SelectItem> returning{};
};

struct Update {
  Source target;
  std::vector<CommonTable> with{};
  std::vector<Assignment> set{};
  /// Other tables whose columns are used.
  std::vector<FromItem> from{};
  NodePtr where{};
  std::vector<SelectItem> returning{};
};

struct Delete {
  Source target;
  std::vector<CommonTable> with{};
  NodePtr where{};
  std::vector<SelectItem> returning{};
};

}  // namespace retort::orm::detail
