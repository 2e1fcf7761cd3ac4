// detail::Criteria: which rows of a table a query is about, wherever it has that table. What models
// say (default_scope()) and sessions say comes beside it, unless this switches it off.

#pragma once

#include <memory>
#include <vector>

#include <retort/orm/expression/tree.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

/// Holds of all rows of that model, and of those derived from it. About Source{mapper}.
struct Criterion {
  const Mapper* mapper = nullptr;
  NodePtr condition;
};

struct SchemaMap;

/// What a session or a query says of tables.
struct Criteria {
  std::vector<Criterion> list{};
  /// What models and sessions say does not hold.
  bool all_off = false;
  /// The same, of these tables.
  std::vector<const Mapper*> off{};
  /// Rows that the session has already, and reads again: nothing holds of this source.
  std::vector<Source> known_rows{};
  /// Where the session looks for the tables; null where models say it.
  Shared<const SchemaMap> schemas{};

  bool is_off(const Mapper& mapper) const;
};

using CriteriaPtr = Shared<const Criteria>;

CriteriaPtr in_schemas(Shared<const SchemaMap> schemas);
/// The criteria with one more; `criteria` may be null.
CriteriaPtr with_criterion(const CriteriaPtr& criteria, Criterion criterion);
CriteriaPtr without_criteria(const CriteriaPtr& criteria);
CriteriaPtr without_criteria(const CriteriaPtr& criteria, const Mapper& mapper);
/// For rows of the source that are known; other tables keep theirs.
CriteriaPtr for_known_rows(const CriteriaPtr& criteria, const Source& source);

}  // namespace retort::orm::detail
