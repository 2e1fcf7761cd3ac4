// What the methods of typed statements do to their data.

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

Shared<AnyStatement> new_insert(const Source& target) {
  return new_shared<AnyStatement>(Insert{.target = target});
}
Shared<AnyStatement> new_update(const Source& target) {
  return new_shared<AnyStatement>(Update{.target = target});
}
Shared<AnyStatement> new_delete(const Source& target) {
  return new_shared<AnyStatement>(Delete{.target = target});
}

void add_value(AnyStatement& statement, Assignment assignment) {
  if (auto* update = std::get_if<Update>(&statement))
    return update->set.push_back(std::move(assignment));
  auto& insert = std::get<Insert>(statement);
  insert.rows.resize(1);
  insert.columns.push_back(assignment.column);
  insert.rows.front().push_back(std::move(assignment.value));
}

void set_columns(AnyStatement& statement, std::initializer_list<std::string_view> columns) {
  std::get<Insert>(statement).columns = columns;
}

void set_query(AnyStatement& statement, Shared<const Select> query) {
  std::get<Insert>(statement).query = std::move(query);
}

void add_conflict(AnyStatement& statement, OnConflict conflict) {
  std::get<Insert>(statement).conflicts.push_back(std::move(conflict));
}

void add_from(AnyStatement& statement, const FromItem& item) {
  std::get<Update>(statement).from.push_back(item);
}

void add_filter(AnyStatement& statement, const NodePtr& condition) {
  auto* update = std::get_if<Update>(&statement);
  auto& where = update != nullptr ? update->where : std::get<Delete>(statement).where;
  where = make_and(std::move(where), condition);
}

void add_common_table(AnyStatement& statement, CommonTable table) {
  std::visit([&](auto& each) { each.with.push_back(std::move(table)); }, statement);
}

void set_unscoped(AnyStatement& statement) {
  std::visit([](auto& each) { each.criteria = without_criteria(each.criteria); }, statement);
}

void set_returning(AnyStatement& statement, std::initializer_list<SelectItem> items) {
  std::visit([&](auto& each) { each.returning = items; }, statement);
}

NodePtr validated_node(const Mapper& mapper, std::string_view column, void* member) {
  const auto& mapped = *mapper.find_column(column);
  validate_value(mapper, mapped, member);
  return make_named_value(mapped.codec->get(member), mapped.name);
}

void add_entity_row(AnyStatement& statement, void* entity) {
  auto& insert = std::get<Insert>(statement);
  const auto& mapper = *insert.target.mapper;
  for (const auto& each : insert.given) {
    const auto* column = mapper.find_column(each.column);
    column->codec->set(column->in(entity), each.value);
  }
  mapper.fill_defaults(entity);
  validate(mapper, entity);
  std::vector<std::string_view> columns;
  std::vector<NodePtr> row;
  for (const auto& column : mapper.columns) {
    if (!column.codec->is_set(column.in(entity))) continue;
    auto value = column.codec->get(column.in(entity));
    if (&column == mapper.generated_key() && value == engine::Value(std::int64_t{0})) continue;
    columns.push_back(column.name);
    row.push_back(make_named_value(std::move(value), column.name));
  }
  if (!insert.rows.empty() && insert.columns != columns)
    throw QueryError("insert_into(" + std::string(mapper.name) +
                     "): the rows of one statement say values for the same columns; keys of 0 and "
                     "server defaults are left to the database in all rows or in none");
  insert.columns = std::move(columns);
  insert.rows.push_back(std::move(row));
}

}  // namespace retort::orm::detail
