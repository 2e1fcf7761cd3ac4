// Running statements that change rows.

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/query/statement_base.h>

#include <algorithm>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/table_updates.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

namespace {

Sql render(const AnyStatement& statement, const SessionCore& session) {
  return std::visit(
      [&](const auto& each) {
        return detail::render(each, session.dialect(), session.criteria().get());
      },
      statement);
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

bool says(const Insert& insert, std::string_view column) {
  return std::ranges::find(insert.columns, column) != insert.columns.end();
}

/// What the program gives to columns of rows that change.
void add_updates(const Source& target, std::vector<Assignment>& set) {
  for (const auto& column : target.mapper->columns) {
    if (!column.make_update && !column.version) continue;
    if (std::ranges::find(set, column.name, &Assignment::column) != set.end()) continue;
    auto value = column.version ? make_binary(Operator::add, make_column(target, column.name),
                                              make_named_value(std::int64_t{1}, column.name))
                                : make_named_value(column.make_update(), column.name);
    set.push_back({column.name, std::move(value)});
  }
}

/// What the program's defaults give to rows that the statement says nothing of.
void add_defaults(Insert& insert) {
  for (auto& conflict : insert.conflicts) {
    if (!conflict.set.empty()) add_updates(insert.target, conflict.set);
  }
  if (insert.query || insert.rows.empty()) return;
  for (const auto& column : insert.target.mapper->columns) {
    const bool first_version = column.version && !column.client_default;
    if ((!column.make_default && !first_version) || says(insert, column.name)) continue;
    insert.columns.push_back(column.name);
    for (auto& row : insert.rows) {
      const auto value =
          column.make_default ? column.make_default() : engine::Value(std::int64_t{1});
      row.push_back(make_named_value(value, column.name));
    }
  }
}

void add_defaults(Update& update) { add_updates(update.target, update.set); }

void add_defaults(Delete&) {}

}  // namespace

AnyStatement completed(AnyStatement statement) {
  std::visit([](auto& each) { add_defaults(each); }, statement);
  return statement;
}

namespace {

Sql sql_of(const AnyStatement& statement, const SessionCore& session) {
  if (has_no_rows(statement)) return {"SELECT 1 WHERE 0 = 1", {}, {}};
  return render(completed(statement), session);
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

Shared<SessionCore> StatementBase::session() const {
  if (auto session = session_.lock()) return session;
  throw DetachedError("the session of this statement is gone; make it anew from a session");
}

Shared<AnyStatement> StatementBase::copy() const { return new_shared<AnyStatement>(*statement_); }

namespace {

/// One for each table that it writes, where it is an UPDATE that returns nothing.
std::vector<Update> by_table(const AnyStatement& statement) {
  const auto* update = std::get_if<Update>(&statement);
  if (!update || !update->returning.empty() || !update->target.mapper->is_joined()) return {};
  return updates_by_table(*update);
}

}  // namespace

std::string StatementBase::sql() const {
  check_complete(*statement_);
  const auto updates = by_table(*statement_);
  if (updates.size() < 2) return sql_of(*statement_, *session()).text;
  const auto owner = session();
  return render(updates.front(), owner->dialect(), owner->criteria().get()).text;
}

Cursor StatementBase::open() const {
  const auto owner = session();
  check_complete(*statement_);
  owner->flush(true);
  auto prepared = new_shared<const Prepared>(
      Prepared{LoadPlan(returning_of(*statement_)), sql_of(*statement_, *owner)});
  Cursor cursor(*owner, std::move(prepared), std::vector<engine::Value>{});
  if (synchronized_) owner->expire_table(target_of(*statement_));
  return cursor;
}

namespace {

/// DELETE with the keys of what it deletes.
Delete returning_keys(Delete statement) {
  for (const auto* key : statement.target.mapper->key)
    statement.returning.push_back({.expression = make_column(statement.target, key->name)});
  return statement;
}

}  // namespace

/// The objects of the rows leave the session.
std::int64_t StatementBase::erase() const {
  auto keyed = *this;
  const auto& mapper = target_of(*statement_);
  keyed.statement_ = new_shared<const AnyStatement>(returning_keys(std::get<Delete>(*statement_)));
  std::vector<KeyValues> gone;
  auto cursor = keyed.open();
  while (cursor.next()) {
    auto& key = gone.emplace_back();
    for (std::size_t i = 0; i < mapper.key.size(); ++i)
      key.push_back(cursor.row().value(static_cast<int>(i)));
  }
  for (const auto& key : gone) session()->row_is_gone(mapper, key);
  return static_cast<std::int64_t>(gone.size());
}

std::int64_t StatementBase::execute() const {
  const bool erases =
      std::holds_alternative<Delete>(*statement_) && returning_of(*statement_).empty();
  if (erases && synchronized_ && session()->has_objects_of(target_of(*statement_))) return erase();
  check_complete(*statement_);
  if (auto updates = by_table(*statement_); updates.size() > 1) {
    const auto owner = session();
    owner->flush(true);
    const auto count = run_by_table(*owner, std::move(updates));
    if (synchronized_) owner->expire_table(target_of(*statement_));
    return count;
  }
  auto cursor = open();
  while (cursor.next()) {
  }
  return has_no_rows(*statement_) ? 0 : session()->connection().changes();
}

}  // namespace retort::orm::detail
