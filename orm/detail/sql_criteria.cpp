// What holds of the rows of a table wherever a statement has it: the kind of a derived model, and the
// criteria of the model, the session and the query.

#include <algorithm>

#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

NodePtr SqlWriter::kind_of(const Source& source) const {
  // What has a table of its own has no rows of others in it.
  if (&source.mapper->table_owner() == source.mapper) return nullptr;
  const auto column = make_column(source, source.mapper->discriminator()->name);
  std::vector<NodePtr> names;
  for (auto& name : source.mapper->kinds().names())
    names.push_back(make_value(std::move(name), column));
  return make_in(column, std::move(names), false);
}

NodePtr SqlWriter::criteria_of(const Source& source) const {
  const auto& mapper = *source.mapper;
  NodePtr all;
  const auto add = [&](const Mapper& about, const NodePtr& condition) {
    // Inside of a criterion its own table is whole.
    const bool inside = std::ranges::any_of(frames_, [&](const Visible& visible) {
      return visible.alias && visible.alias->expression == condition;
    });
    if (condition && !inside && mapper.is_a(about))
      all = make_and(std::move(all), make_node(AliasedNode{condition, Source{&about}, source}));
  };
  const auto is_known = [&](const Criteria* criteria) {
    return std::ranges::find(criteria->known_rows, source) != criteria->known_rows.end();
  };
  if (std::ranges::any_of(criteria_, is_known)) return nullptr;
  const auto off = std::ranges::any_of(
      criteria_, [&](const Criteria* criteria) { return criteria->is_off(mapper); });
  const bool said = !session_criteria_ || !session_criteria_->is_off(mapper);
  if (!off && said) {
    add(mapper.root(), mapper.default_scope());
    if (session_criteria_) {
      for (const auto& each : session_criteria_->list) add(*each.mapper, each.condition);
    }
  }
  for (const auto* criteria : criteria_) {
    for (const auto& each : criteria->list) add(*each.mapper, each.condition);
  }
  return all;
}

NodePtr SqlWriter::rows_of(const FromItem& item) const {
  const bool is_named = std::ranges::find(common_tables_, item.source) != common_tables_.end();
  if (!item.is_table() || is_named) return nullptr;
  return make_and(kind_of(item.source), criteria_of(item.source));
}

void SqlWriter::add_chosen(const Select& select) {
  const auto add = [this](const FromItem& item) {
    if (rows_of(item)) chosen_.push_back(item.source);
  };
  for (const auto& item : select.from) add(item);
  for (const auto& join : select.joins) add(join.target);
}

/// (SELECT * FROM table WHERE ...) AS name: beside a join that keeps rows of both sides, a condition
/// after the join would drop rows that the table has nothing to do with.
void SqlWriter::chosen_rows(const FromItem& item, const NodePtr& condition) {
  const auto& source = item.source;
  if (source.mapper->is_joined() || item.all_kinds)
    throw QueryError("right_join() and full_join(): rows of " + std::string(source.mapper->name) +
                     " lie in several tables and have criteria; say unscoped(), and the condition "
                     "in filter()");
  const auto name = name_of(source);
  sql_ += "(SELECT * FROM " + quoted_table(*source.mapper);
  rename(*source.mapper, name);
  frames_.push_back({{source}, nullptr});
  where(condition);
  frames_.pop_back();
  sql_ += ") AS " + quote(name);
}

}  // namespace retort::orm::detail
