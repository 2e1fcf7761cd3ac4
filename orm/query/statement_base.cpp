// Running statements that change rows.

#include <retort/orm/query/statement_base.h>

#include <algorithm>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

namespace {

Sql render(const AnyStatement& statement, const engine::Dialect& dialect) {
  return std::visit([&](const auto& each) { return detail::render(each, dialect); }, statement);
}

const Mapper& target_of(const AnyStatement& statement) {
  return *std::visit([](const auto& each) { return each.target.mapper; }, statement);
}

const std::vector<SelectItem>& returning_of(const AnyStatement& statement) {
  return std::visit(
      [](const auto& each) -> const auto& { return each.returning; }, statement);
}

/// An INSERT of a list of rows that is empty.
bool has_no_rows(const AnyStatement& statement) {
  const auto* insert = std::get_if<Insert>(&statement);
  return insert && insert->rows.empty() && !insert->query;
}

Sql sql_of(const AnyStatement& statement, const engine::Dialect& dialect) {
  if (has_no_rows(statement)) return {"SELECT 1 WHERE 0 = 1", {}, {}};
  return render(statement, dialect);
}

void check_complete(const AnyStatement& statement) {
  const auto* update = std::get_if<Update>(&statement);
  if (update && update->set.empty())
    throw QueryError("update(" + std::string(update->target.mapper->name) +
                     "): nothing is set; say set(column, value)");
  const auto* insert = std::get_if<Insert>(&statement);
  if (insert && insert->columns.empty() && insert->rows.size() > 1)
    throw QueryError("insert_into(" + std::string(insert->target.mapper->name) +
                     "): rows that say nothing at all can only be inserted one by one");
}

}  // namespace

std::shared_ptr<SessionCore> StatementBase::session() const {
  if (auto session = session_.lock()) return session;
  throw DetachedError("the session of this statement is gone; make it anew from a session");
}

std::string StatementBase::sql() const { return sql_of(statement_, session()->dialect()).text; }

std::unique_ptr<Cursor> StatementBase::open() const {
  const auto owner = session();
  check_complete(statement_);
  owner->flush();
  auto prepared = std::make_shared<const Prepared>(
      Prepared{LoadPlan(returning_of(statement_)), sql_of(statement_, owner->dialect())});
  auto cursor = std::make_unique<Cursor>(*owner, std::move(prepared), std::vector<Binding>{});
  owner->expire_table(target_of(statement_));
  return cursor;
}

std::int64_t StatementBase::execute() const {
  const auto cursor = open();
  while (cursor->next()) {
  }
  return has_no_rows(statement_) ? 0 : session()->connection().changes();
}

engine::Value validated(const Mapper& mapper, const MappedColumn& column, void* value) {
  validate_value(mapper, column, value);
  return column.codec->get(value);
}

void add_entity_row(Insert& insert, void* entity) {
  const auto& mapper = *insert.target.mapper;
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
