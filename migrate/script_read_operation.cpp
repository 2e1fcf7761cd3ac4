// Operations from the entries of a script.

#include <map>

#include <retort/migrate/detail/toml_operation.h>
#include <retort/migrate/detail/toml_rows.h>
#include <retort/schema/detail/nearest.h>
#include <retort/schema/detail/toml_column.h>
#include <retort/schema/detail/toml_constraint.h>
#include <retort/schema/detail/toml_stored_object.h>
#include <retort/schema/detail/toml_table.h>

namespace retort::migrate::detail {

namespace {

using schema::detail::TomlReader;

Operation create_table(TomlReader& reader) {
  return CreateTable{schema::detail::read_table(reader, schema::detail::Form::script)};
}

Operation drop_table(TomlReader& reader) { return DropTable{{.name = reader.text("table")}}; }

Operation rename_table(TomlReader& reader) {
  std::string table = reader.text("table");
  return RenameTable{std::move(table), reader.text("new_name")};
}

Operation add_column(TomlReader& reader) {
  AddColumn op;
  op.table = reader.text("table");
  op.column =
      schema::detail::read_column(TomlReader(reader.require("column"), reader.source(), "column"),
                                  schema::detail::Form::script);
  op.fill = reader.text_or_empty("fill");
  return op;
}

Operation drop_column(TomlReader& reader) {
  std::string table = reader.text("table");
  return DropColumn{std::move(table), {.name = reader.text("column")}};
}

Violations read_violations(TomlReader& reader) {
  const std::optional<std::string> word = reader.optional_text("violations");
  if (!word || *word == "stop") return Violations::stop;
  if (*word == "delete") return Violations::remove;
  reader.fail(reader.find("violations")->line,
              "\"violations\" cannot be \"" + *word + "\"; it is one of: stop, delete");
}

void refuse_both(TomlReader& reader, Violations violations, const std::string& fill) {
  if (violations == Violations::remove && !fill.empty())
    reader.fail(reader.find("violations")->line,
                "rows that break it are either filled or deleted; give \"fill\" or "
                "violations = \"delete\", and only one of them");
}

// A flag that takes something away, which makes no sense beside a key that sets it.
bool read_drop(TomlReader& reader, std::string_view flag, bool is_set, std::string_view key) {
  const bool drop = reader.flag(flag);
  if (drop && is_set)
    reader.fail(reader.line(), "give either \"" + std::string(key) + "\" or \"" +
                                   std::string(flag) + "\", and only one of them");
  return drop;
}

void read_new_fields(TomlReader& reader, AlterColumn& op) {
  const std::optional<std::string> new_name = reader.optional_text("new_name");
  const std::optional<std::string> type = reader.optional_text("type");
  const std::optional<bool> nullable = reader.optional_flag("nullable");
  const std::optional<std::string> collation = reader.optional_text("collation");
  op.after.name = new_name.value_or(op.before.name);
  op.after.type.text = type.value_or("");
  op.after.nullable = nullable.value_or(true);
  op.after.not_null_conflict = schema::detail::read_conflict(reader, "not_null_conflict");
  op.after.server_default = reader.optional_text("default");
  op.after.collation = collation.value_or("");
  op.after.generated = schema::detail::read_generated(reader);
  op.rename = new_name.has_value();
  op.type = type.has_value();
  op.nullable = nullable.has_value();
  op.collation = collation.has_value();
  const bool has_default = op.after.server_default.has_value();
  const bool is_generated = op.after.generated.has_value();
  op.server_default = read_drop(reader, "drop_default", has_default, "default") || has_default;
  op.generated = read_drop(reader, "drop_generated", is_generated, "generated") || is_generated;
}

Operation alter_column(TomlReader& reader) {
  AlterColumn op;
  op.table = reader.text("table");
  op.before.name = reader.text("column");
  read_new_fields(reader, op);
  op.fill = reader.text_or_empty("fill");
  op.violations = read_violations(reader);
  refuse_both(reader, op.violations, op.fill);
  if (op.violations == Violations::remove && !(op.nullable && !op.after.nullable))
    reader.fail(reader.find("violations")->line,
                "\"violations\" goes with nullable = false: nothing else here can be broken");
  if (!op.rename && !op.type && !op.nullable && !op.server_default && !op.collation &&
      !op.generated) {
    reader.finish();
    reader.fail(reader.line(),
                "this alter_column changes nothing; give new_name, type, nullable, default, "
                "drop_default, collation, generated or drop_generated");
  }
  return op;
}

template <auto read>
Operation create_constraint(TomlReader& reader) {
  AddConstraint op;
  op.table = reader.text("table");
  op.constraint = read(reader);
  op.violations = read_violations(reader);
  if (std::holds_alternative<schema::ForeignKey>(op.constraint) ||
      std::holds_alternative<schema::Check>(op.constraint))
    op.fill = reader.text_or_empty("fill");
  refuse_both(reader, op.violations, op.fill);
  return op;
}

template <auto read, class Kind = decltype(read(std::declval<TomlReader&>()))>
Constraint named_or_whole(TomlReader& reader) {
  if (std::optional<std::string> name = reader.optional_text("name"); name && !name->empty()) {
    Kind constraint;
    constraint.name = std::move(*name);
    return constraint;
  }
  return read(reader);
}

Operation drop_constraint(TomlReader& reader) {
  std::string table = reader.text("table");
  const std::string type = reader.text("type");
  if (type == "primary_key")
    return DropConstraint{table, schema::PrimaryKey{.name = reader.text_or_empty("name")}};
  if (type == "unique")
    return DropConstraint{table, named_or_whole<schema::detail::read_unique>(reader)};
  if (type == "foreign_key")
    return DropConstraint{table, named_or_whole<schema::detail::read_foreign_key>(reader)};
  if (type == "check")
    return DropConstraint{table, named_or_whole<schema::detail::read_check>(reader)};
  reader.fail(reader.line(), "\"type\" cannot be \"" + type +
                                 "\"; it is one of: primary_key, unique, foreign_key, check");
}

template <class Rename>
Operation rename_named(TomlReader& reader) {
  std::string table = reader.text("table");
  std::string name = reader.text("name");
  return Rename{std::move(table), std::move(name), reader.text("new_name")};
}

Operation alter_table_options(TomlReader& reader) {
  AlterTableOptions op;
  op.table = reader.text("table");
  const std::optional<bool> strict = reader.optional_flag("strict");
  const std::optional<bool> without_rowid = reader.optional_flag("without_rowid");
  if (!strict || !without_rowid)
    reader.fail(reader.line(), "alter_table_options needs both \"strict\" and \"without_rowid\"");
  op.after = {*strict, *without_rowid};
  return op;
}

Operation create_index(TomlReader& reader) {
  std::string table = reader.text("table");
  reader.require("name");
  CreateIndex op{std::move(table), schema::detail::read_index(reader)};
  op.violations = read_violations(reader);
  if (op.violations == Violations::remove && !op.index.unique)
    reader.fail(reader.find("violations")->line,
                "\"violations\" goes with unique = true: no row can break another index");
  return op;
}

Operation drop_index(TomlReader& reader) {
  std::string table = reader.text("table");
  return DropIndex{std::move(table), {.name = reader.text("name")}};
}

Operation create_view(TomlReader& reader) { return CreateView{schema::detail::read_view(reader)}; }
Operation drop_view(TomlReader& reader) { return DropView{{.name = reader.text("name")}}; }

Operation create_trigger(TomlReader& reader) {
  return CreateTrigger{schema::detail::read_trigger(reader)};
}
Operation drop_trigger(TomlReader& reader) {
  std::string name = reader.text("name");
  return DropTrigger{{.name = std::move(name), .table = reader.text("table")}};
}

Operation create_virtual_table(TomlReader& reader) {
  return CreateVirtualTable{schema::detail::read_virtual_table(reader)};
}
Operation drop_virtual_table(TomlReader& reader) {
  return DropVirtualTable{{.name = reader.text("name")}};
}

Operation execute(TomlReader& reader) {
  Execute op{reader.text("sql"), reader.flag("transaction", true),
             reader.flag("foreign_keys", true)};
  if (!op.transaction && !op.foreign_keys)
    reader.fail(reader.line(),
                "`foreign_keys = false` is for a transaction; outside of one, PRAGMA foreign_keys "
                "does the same");
  return op;
}

Operation call(TomlReader& reader) { return Call{reader.text("function")}; }

Operation bulk_insert(TomlReader& reader) {
  BulkInsert op;
  op.table = reader.text("table");
  read_rows(reader, op);
  return op;
}

using Read = Operation (*)(TomlReader&);

const std::map<std::string, Read, std::less<>>& operations() {
  static const std::map<std::string, Read, std::less<>> all = {
      {"create_table", create_table},
      {"drop_table", drop_table},
      {"rename_table", rename_table},
      {"add_column", add_column},
      {"drop_column", drop_column},
      {"alter_column", alter_column},
      {"create_primary_key", create_constraint<schema::detail::read_primary_key>},
      {"create_unique_constraint", create_constraint<schema::detail::read_unique>},
      {"create_foreign_key", create_constraint<schema::detail::read_foreign_key>},
      {"create_check_constraint", create_constraint<schema::detail::read_check>},
      {"drop_constraint", drop_constraint},
      {"rename_constraint", rename_named<RenameConstraint>},
      {"alter_table_options", alter_table_options},
      {"create_index", create_index},
      {"drop_index", drop_index},
      {"rename_index", rename_named<RenameIndex>},
      {"create_view", create_view},
      {"drop_view", drop_view},
      {"create_trigger", create_trigger},
      {"drop_trigger", drop_trigger},
      {"create_virtual_table", create_virtual_table},
      {"drop_virtual_table", drop_virtual_table},
      {"execute", execute},
      {"call", call},
      {"bulk_insert", bulk_insert},
  };
  return all;
}

[[noreturn]] void fail_unknown(const TomlReader& reader, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& [word, read] : operations()) known.push_back(word);
  std::string suggestion = schema::detail::did_you_mean(name, known);
  if (suggestion.empty()) {
    suggestion = "; there are";
    for (const std::string& word : known) suggestion += (word == known.front() ? " " : ", ") + word;
  }
  reader.fail(reader.line(), "unknown operation \"" + name + "\"" + suggestion);
}

}  // namespace

Operation read_operation(TomlReader& reader) {
  const std::string name = reader.text("op");
  const auto read = operations().find(name);
  if (read == operations().end()) fail_unknown(reader, name);
  Operation operation = read->second(reader);
  reader.finish();
  return operation;
}

}  // namespace retort::migrate::detail
