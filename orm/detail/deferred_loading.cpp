// Loading the columns that were left out, and some columns again.

#include <algorithm>

#include <retort/orm/deferred.h>
#include <retort/orm/detail/column_loading.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/snapshot.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

namespace {

/// The column, and those of its group that are not loaded either.
std::vector<const MappedColumn*> group_of(const Instance& instance, const MappedColumn& wanted) {
  std::vector<const MappedColumn*> group{&wanted};
  for (const auto& column : instance.mapper.columns) {
    const bool same = column.deferred && column.deferred_group == wanted.deferred_group;
    if (!same || wanted.deferred_group.empty() || &column == &wanted) continue;
    if (!column.codec->is_set(column.in(instance.entity()))) group.push_back(&column);
  }
  return group;
}

Select select_columns(const Instance& instance, const std::vector<const MappedColumn*>& columns) {
  const Source source{&instance.mapper};
  Select select;
  select.criteria = for_known_rows(nullptr, source);
  for (const auto* column : columns)
    select.items.push_back({.expression = make_column(source, column->name)});
  select.from.push_back({source});
  const auto values = instance.identity.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto key = make_column(source, instance.mapper.key[i]->name);
    auto value = make_value(values[i], key);
    select.where = make_and(std::move(select.where),
                            make_binary(Operator::equal, std::move(key), std::move(value)));
  }
  return select;
}

}  // namespace

void SessionCore::before_deferred_load(const Instance& instance, const MappedColumn& column) const {
  if (!column.deferred_raises && !instance.raises_deferred && options_.lazy_loads) return;
  throw LazyLoadError("the deferred column " + std::string(instance.mapper.name) + "." +
                      std::string(column.name) +
                      " was not loaded, and loading it when it is used is not allowed here; load "
                      "it with the query, by undefer()");
}

void load_columns(SessionCore& session, Instance& instance,
                  const std::vector<const MappedColumn*>& columns) {
  Cursor cursor(session, select_columns(instance, columns));
  if (!cursor.next())
    throw StaleObjectError("the row " + engine::to_text(instance.identity.values()) + " of " +
                           std::string(instance.mapper.name) + " is not in the database any more");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& column = *columns[i];
    cursor.read_value(i, column.codec->read, column.in(instance.entity()));
  }
  remember(instance, set_of(instance.mapper, columns));
}

void load_deferred(Instance* owner, const void* member) {
  auto* session = owner ? owner->session() : nullptr;
  if (!session)
    throw DetachedError(
        "a deferred column was not loaded, and its object has no session; use it while the session "
        "is alive, or load it with undefer()");
  auto& instance = *owner;
  const auto& columns = instance.mapper.columns;
  const auto found = std::ranges::find_if(
      columns, [&](const auto& column) { return column.in(instance.entity()) == member; });
  session->before_deferred_load(instance, *found);
  load_columns(*session, instance, group_of(instance, *found));
}

}  // namespace retort::orm::detail
