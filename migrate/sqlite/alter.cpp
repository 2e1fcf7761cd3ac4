#include <retort/migrate/sqlite/alter.h>

#include <algorithm>
#include <set>

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;

// A number, text, blob, TRUE or FALSE: the only defaults that ADD COLUMN takes for rows that are
// there.
bool is_constant(const std::string& value) {
  const ddl::Tokens tokens = ddl::tokenize(value);
  const std::size_t first = tokens[0].is("-") || tokens[0].is("+") ? 1 : 0;
  if (tokens.size() != first + 2) return false;
  const ddl::Token& token = tokens[first];
  return token.kind == ddl::TokenKind::number || token.kind == ddl::TokenKind::string ||
         token.kind == ddl::TokenKind::blob || same_name(token.text, "true") ||
         same_name(token.text, "false");
}

bool is_null(const std::optional<std::string>& value) {
  return !value || same_name(*value, "NULL");
}

// SQLite takes comments out that stand near what it changes (3.53.2).
bool has_comment(const std::string& sql) {
  return std::ranges::any_of(ddl::tokenize(sql), [](const ddl::Token& token) {
    return token.trivia.find_first_not_of(" \t\r\n\f") != token.trivia.npos;
  });
}

class Alter {
 public:
  Alter(const TableChange& change, const engine::Dialect& dialect, const AlterAbility& ability)
      : change_(change),
        dialect_(dialect),
        can_drop_columns_(ability.drop_column),
        can_alter_constraints_(ability.constraints && !has_comment(change.before->sql)) {}

  std::optional<std::vector<PlacedStep>> steps() && {
    for (const TableChange::Part& part : change_.parts)
      if (!std::visit([&](const auto& op) { return add(part, op); }, *part.operation))
        return std::nullopt;
    return std::move(steps_);
  }

 private:
  void emit(const TableChange::Part& part, std::string sql) {
    steps_.push_back({part.position, {.sql = std::move(sql), .reason = describe(*part.operation)}});
  }

  std::string alter_table() const { return "ALTER TABLE " + dialect_.quote(change_.after.name); }

  bool add(const TableChange::Part& part, const AddColumn& op) {
    if (!can_add(op)) return false;
    std::string sql = alter_table() + " ADD COLUMN " + dialect_.column_definition(op.column);
    for (const TableChange::Part& other : change_.parts)
      if (const auto* constraint = std::get_if<AddConstraint>(other.operation))
        if (const auto text = beside(op.column, constraint->constraint)) {
          sql += ' ' + *text;
          done_.insert(other.position);
        }
    emit(part, std::move(sql));
    return true;
  }

  // A constraint as it stands beside a new column; nothing when it does not belong there.
  std::optional<std::string> beside(const schema::Column& column,
                                    const Constraint& constraint) const {
    if (const auto* check = std::get_if<schema::Check>(&constraint)) {
      if (!detail::mentions(check->expression, column.name)) return std::nullopt;
      return dialect_.constraint(*check);
    }
    const auto* key = std::get_if<schema::ForeignKey>(&constraint);
    if (!key || key->columns.size() != 1 || !same_name(key->columns[0], column.name) ||
        !is_null(column.server_default) || column.generated)
      return std::nullopt;
    std::string text = dialect_.constraint(*key);
    const std::string words = "FOREIGN KEY(" + dialect_.quote(key->columns[0]) + ") ";
    const std::size_t at = text.find(words);
    return at == std::string::npos ? std::nullopt : std::optional(text.erase(at, words.size()));
  }

  // Done when it could be put beside its new column, which comes before it.
  bool add(const TableChange::Part& part, const AddConstraint& op) {
    if (done_.contains(part.position)) return true;
    const auto* check = std::get_if<schema::Check>(&op.constraint);
    if (!check || !can_alter_constraints_) return false;
    emit(part, alter_table() + " ADD " + dialect_.constraint(*check));
    return true;
  }

  bool add(const TableChange::Part& part, const DropConstraint& op) {
    const auto* check = std::get_if<schema::Check>(&op.constraint);
    if (!check || check->name.empty() || !can_alter_constraints_) return false;
    emit(part, alter_table() + " DROP CONSTRAINT " + dialect_.quote(check->name));
    return true;
  }

  bool add(const TableChange::Part& part, const AlterColumn& op) {
    AlterColumn nullable_alone{
        .table = op.table, .before = op.before, .after = op.after, .nullable = true};
    if (!can_alter_constraints_ || op != nullable_alone) return false;
    std::string sql = alter_table() + " ALTER COLUMN " + dialect_.quote(op.before.name);
    sql += op.after.nullable ? " DROP NOT NULL" : " SET NOT NULL";
    if (!op.after.nullable && op.after.not_null_conflict != schema::Conflict::abort)
      sql += " ON CONFLICT " + std::string(keyword(op.after.not_null_conflict));
    emit(part, std::move(sql));
    return true;
  }

  // Each DROP COLUMN writes the whole table again, so that several cost more than one rebuild.
  bool add(const TableChange::Part& part, const DropColumn& op) {
    if (!can_drop_columns_) return false;
    const schema::Column* column = part.table.find_column(op.column.name);
    const bool is_stored = !column->generated || column->generated->stored;
    if (is_stored && ++columns_dropped_ > 1) return false;
    emit(part, alter_table() + " DROP COLUMN " + dialect_.quote(op.column.name));
    return true;
  }

  bool add(const TableChange::Part& part, const CreateIndex& op) {
    emit(part, dialect_.create_index(op.table, op.index));
    return true;
  }
  bool add(const TableChange::Part& part, const DropIndex& op) {
    emit(part, "DROP INDEX " + dialect_.quote(op.index.name));
    return true;
  }
  // SQLite has no word for it.
  bool add(const TableChange::Part& part, const RenameIndex& op) {
    schema::Index index = *part.table.find_index(op.name);
    index.name = op.new_name;
    index.sql.clear();
    emit(part, "DROP INDEX " + dialect_.quote(op.name));
    emit(part, dialect_.create_index(change_.after.name, index));
    return true;
  }
  bool add(const TableChange::Part&, const AlterTableOptions& op) {
    return op.after == change_.before->options;
  }

  // Everything else that a table can undergo is a rebuild.
  template <class Other>
  bool add(const TableChange::Part&, const Other&) {
    return false;
  }

  const TableChange& change_;
  const engine::Dialect& dialect_;
  std::vector<PlacedStep> steps_;
  std::set<std::size_t> done_;
  bool can_drop_columns_;
  bool can_alter_constraints_;
  int columns_dropped_ = 0;
};

}  // namespace

// https://sqlite.org/lang_altertable.html#altertabaddcol
bool can_add(const AddColumn& add) {
  const schema::Column& column = add.column;
  if (!add.fill.empty()) return false;
  if (column.generated) return column.nullable && !column.generated->stored;
  if (is_null(column.server_default)) return column.nullable;
  return is_constant(*column.server_default);
}

std::optional<std::vector<PlacedStep>> alter(const TableChange& change,
                                             const engine::Dialect& dialect,
                                             const AlterAbility& ability) {
  return Alter(change, dialect, ability).steps();
}

}  // namespace retort::migrate::sqlite
