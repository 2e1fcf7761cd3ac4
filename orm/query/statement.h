// detail::Insert, Update and Delete: statements that change rows, as data. insert.h, update.h and
// remove.h beside it have the typed handles.

#pragma once

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include <retort/orm/query/select.h>
#include <retort/orm/query/statement_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

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
  Shared<const Select> query{};
  std::vector<OnConflict> conflicts{};
  std::vector<SelectItem> returning{};
  CriteriaPtr criteria{};
};

struct Update {
  Source target;
  std::vector<CommonTable> with{};
  std::vector<Assignment> set{};
  /// Other tables whose columns are used.
  std::vector<FromItem> from{};
  NodePtr where{};
  std::vector<SelectItem> returning{};
  CriteriaPtr criteria{};
};

struct Delete {
  Source target;
  std::vector<CommonTable> with{};
  NodePtr where{};
  std::vector<SelectItem> returning{};
  CriteriaPtr criteria{};
};

struct AnyStatement : std::variant<Insert, Update, Delete> {
  using variant::variant;
};

/// With what the columns get that the statement does not name.
AnyStatement completed(AnyStatement statement);

}  // namespace retort::orm::detail
