// What the methods of a query do to its data.

#include <algorithm>

#include <retort/orm/detail/node.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/change.h>
#include <retort/orm/query/query_base.h>
#include <retort/orm/query/select.h>
#include <retort/orm/query/values.h>

namespace retort::orm::detail {

namespace {

/// What a query is about, for messages.
std::string subject(const Select* select) {
  const bool named = select != nullptr && !select->from.empty();
  return named ? std::string(name_of(select->from.front().source)) : "the query";
}

}  // namespace

void add_filter(Select& select, const NodePtr& condition) {
  if (select.limit || select.offset)
    throw QueryError(
        "filter() after limit() or offset() would choose before it limits; filter first");
  select.where = make_and(select.where, condition);
}

void add_join(Select& select, const FromItem& target, NodePtr on, JoinKind kind) {
  if (select.has(target.source)) {
    const std::string name(name_of(target.source));
    throw QueryError("join(" + name +
                     "): the query has this table already; join it under another " +
                     "name, alias<\"name\">(" + name + ")");
  }
  if (!on && kind != JoinKind::cross) on = join_condition(select, target.source);
  select.joins.push_back({target, std::move(on), kind});
}

void add_join(Select& select, const MappedRelationship& relationship, const Source& owner,
              const Source& target, JoinKind kind) {
  if (relationship.far) {
    const auto link = numbered_source(relationship.target());
    select.joins.push_back({{link}, key_condition(*relationship.key, owner, link), kind});
    return add_join(select, {target}, key_condition(*relationship.far_end->key, target, link),
                    kind);
  }
  const auto& parent = relationship.many ? owner : target;
  const auto& child = relationship.many ? target : owner;
  add_join(select, {target}, key_condition(*relationship.key, parent, child), kind);
}

std::vector<NodePtr> row_of_values(const Mapper& mapper, const void* entity) {
  std::vector<NodePtr> row;
  for (const auto& column : mapper.columns)
    row.push_back(make_named_value(column.codec->get(column.in(entity)), column.name));
  return row;
}

void set_rows(FromItem& item, std::vector<std::vector<NodePtr>> rows) {
  item.rows = new_shared<const std::vector<std::vector<NodePtr>>>(std::move(rows));
}

Shared<Select> compound_of(SetOperator op, const Shared<const Select>& query) {
  auto compound = new_select();
  compound->items = query->items;
  // SQL reads a UNION b EXCEPT c from the left, so that a compound takes on more members as it is.
  const bool closed = !query->order_by.empty() || query->limit || query->offset;
  if (!query->members.empty() && !closed && query->with.empty()) {
    compound->members = query->members;
  } else {
    compound->members.push_back({op, query});
  }
  return compound;
}

void add_member(Select& compound, SetOperator op, Shared<const Select> query) {
  compound.members.push_back({op, std::move(query)});
}

void add_window(Select& select, std::string_view name, Window window) {
  select.windows.push_back({std::string(name), std::move(window)});
}

void add_item(Select& select, SelectItem item) { select.items.push_back(std::move(item)); }

void add_from(Select& select, const FromItem& item) { select.add_from(item); }

void add_group(Select& select, NodePtr term) { select.group_by.push_back(std::move(term)); }

void add_having(Select& select, NodePtr condition) {
  select.having = make_and(std::move(select.having), std::move(condition));
}

void add_order(Select& select, NodePtr term) { select.order_by.push_back(std::move(term)); }

void add_common_table(Select& select, CommonTable table) {
  select.with.push_back(std::move(table));
}

void add_loading(Select& select, LoadPath path) { select.loading.push_back(std::move(path)); }

void set_distinct(Select& select) { select.distinct = true; }

void set_limit(Select& select, NodePtr rows) { select.limit = std::move(rows); }
void set_limit(Select& select, std::int64_t rows) {
  set_limit(select, make_named_value(rows, "param"));
}
void set_offset(Select& select, NodePtr rows) { select.offset = std::move(rows); }
void set_offset(Select& select, std::int64_t rows) {
  set_offset(select, make_named_value(rows, "param"));
}

void undefer(Select& select, const Source& source) {
  for (auto& item : select.items) item.undeferred = item.undeferred || item.entity == source;
}

void undefer(Select& select, const Source& source, std::string_view column) {
  for (auto& item : select.items) {
    auto& columns = item.undeferred_columns;
    const bool known = std::ranges::find(columns, column) != columns.end();
    if (item.entity == source && !known) columns.push_back(column);
  }
}

void raise_deferred(Select& select, const Source& source) {
  for (auto& item : select.items)
    item.raise_deferred = item.raise_deferred || item.entity == source;
}

void add_criterion(Select& select, const Mapper& mapper, NodePtr condition) {
  select.criteria = with_criterion(select.criteria, {&mapper, std::move(condition)});
}

void set_unscoped(Select& select) { select.criteria = without_criteria(select.criteria); }
void set_unscoped(Select& select, const Mapper& mapper) {
  select.criteria = without_criteria(select.criteria, mapper);
}

void set_populate_existing(Select& select) { select.populate_existing = true; }

void set_for_update(Select& select) { select.for_update = true; }

void throw_no_result(const Select* select) {
  throw NoResultFound("one(): no row of " + subject(select) + " was found");
}

void throw_multiple_results(const Select* select) {
  throw MultipleResultsFound("more than one row of " + subject(select) +
                             " was found where at most one was asked for");
}

}  // namespace retort::orm::detail
