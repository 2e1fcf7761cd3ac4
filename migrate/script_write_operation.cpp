// Operations as the entries of a script.

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/detail/toml_operation.h>
#include <retort/migrate/detail/toml_rows.h>
#include <retort/schema/detail/toml_column.h>
#include <retort/schema/detail/toml_constraint.h>
#include <retort/schema/detail/toml_stored_object.h>
#include <retort/schema/detail/toml_table.h>

namespace retort::migrate::detail {

namespace {

using schema::detail::TomlFields;

TomlFields entry(std::string_view op) { return TomlFields().text("op", op); }

TomlFields on_table(std::string_view op, std::string_view table) {
  return entry(op).text("table", table);
}

TomlFields named(std::string_view op, std::string_view name) {
  return entry(op).text("name", name);
}

std::string_view create_word(const Constraint& constraint) {
  constexpr std::string_view words[] = {"create_primary_key", "create_unique_constraint",
                                        "create_foreign_key", "create_check_constraint"};
  return words[constraint.index()];
}

std::string_view type_word(const Constraint& constraint) {
  constexpr std::string_view words[] = {"primary_key", "unique", "foreign_key", "check"};
  return words[constraint.index()];
}

// A table has one primary key, so its type says which. Others are found by their name, and without
// one by their content.
void write_dropped(const Constraint& constraint, TomlFields& fields) {
  std::visit(
      [&](const auto& kind) {
        if (!kind.name.empty() || std::holds_alternative<schema::PrimaryKey>(constraint))
          fields.text_unless_empty("name", kind.name);
        else
          fields.append(schema::detail::write_fields(kind));
      },
      constraint);
}

void write_violations(Violations violations, TomlFields& fields) {
  if (violations == Violations::remove) fields.text("violations", "delete");
}

void write_new_fields(const AlterColumn& op, TomlFields& fields) {
  if (op.rename) fields.text("new_name", op.after.name);
  if (op.type) fields.text("type", op.after.type.text);
  if (op.nullable) {
    fields.flag("nullable", op.after.nullable);
    schema::detail::write_conflict(op.after.not_null_conflict, "not_null_conflict", fields);
  }
  if (op.server_default && op.after.server_default)
    fields.text("default", *op.after.server_default);
  fields.flag_if("drop_default", op.server_default && !op.after.server_default);
  if (op.collation) fields.text("collation", op.after.collation);
  if (op.generated && op.after.generated)
    schema::detail::write_generated(*op.after.generated, fields);
  fields.flag_if("drop_generated", op.generated && !op.after.generated);
}

struct Writer {
  TomlFields operator()(const CreateTable& op) const {
    TomlFields fields = entry("create_table");
    schema::detail::write_table(op.table, schema::detail::Form::script, fields);
    return fields;
  }
  TomlFields operator()(const DropTable& op) const { return on_table("drop_table", op.table.name); }
  TomlFields operator()(const RenameTable& op) const {
    return on_table("rename_table", op.table).text("new_name", op.new_name);
  }

  TomlFields operator()(const AddColumn& op) const {
    return on_table("add_column", op.table)
        .raw("column",
             schema::detail::write_column(op.column, schema::detail::Form::script).inline_table())
        .text_unless_empty("fill", op.fill);
  }
  TomlFields operator()(const DropColumn& op) const {
    return on_table("drop_column", op.table).text("column", op.column.name);
  }
  TomlFields operator()(const AlterColumn& op) const {
    TomlFields fields = on_table("alter_column", op.table).text("column", op.before.name);
    write_new_fields(op, fields);
    write_violations(op.violations, fields);
    return fields.text_unless_empty("fill", op.fill);
  }

  TomlFields operator()(const AddConstraint& op) const {
    TomlFields fields = on_table(create_word(op.constraint), op.table);
    std::visit([&](const auto& kind) { fields.append(schema::detail::write_fields(kind)); },
               op.constraint);
    write_violations(op.violations, fields);
    return fields.text_unless_empty("fill", op.fill);
  }
  TomlFields operator()(const DropConstraint& op) const {
    TomlFields fields =
        on_table("drop_constraint", op.table).text("type", type_word(op.constraint));
    write_dropped(op.constraint, fields);
    return fields;
  }
  TomlFields operator()(const RenameConstraint& op) const {
    return on_table("rename_constraint", op.table)
        .text("name", op.name)
        .text("new_name", op.new_name);
  }
  TomlFields operator()(const AlterTableOptions& op) const {
    return on_table("alter_table_options", op.table)
        .flag("strict", op.after.strict)
        .flag("without_rowid", op.after.without_rowid);
  }

  TomlFields operator()(const CreateIndex& op) const {
    TomlFields fields = on_table("create_index", op.table);
    fields.append(schema::detail::write_fields(op.index));
    write_violations(op.violations, fields);
    return fields;
  }
  TomlFields operator()(const DropIndex& op) const {
    return on_table("drop_index", op.table).text("name", op.index.name);
  }
  TomlFields operator()(const RenameIndex& op) const {
    return on_table("rename_index", op.table).text("name", op.name).text("new_name", op.new_name);
  }

  TomlFields operator()(const CreateView& op) const {
    TomlFields fields = entry("create_view");
    schema::detail::write_stored(op.view, fields);
    return fields;
  }
  TomlFields operator()(const DropView& op) const { return named("drop_view", op.view.name); }
  TomlFields operator()(const CreateTrigger& op) const {
    TomlFields fields = entry("create_trigger");
    schema::detail::write_stored(op.trigger, fields);
    return fields;
  }
  TomlFields operator()(const DropTrigger& op) const {
    return named("drop_trigger", op.trigger.name).text("table", op.trigger.table);
  }
  TomlFields operator()(const CreateVirtualTable& op) const {
    TomlFields fields = entry("create_virtual_table");
    schema::detail::write_stored(op.table, fields);
    return fields;
  }
  TomlFields operator()(const DropVirtualTable& op) const {
    return named("drop_virtual_table", op.table.name);
  }

  TomlFields operator()(const Execute& op) const {
    TomlFields fields = entry("execute").text("sql", op.sql);
    if (!op.transaction) fields.flag("transaction", false);
    if (!op.foreign_keys) fields.flag("foreign_keys", false);
    return fields;
  }
  TomlFields operator()(const Call& op) const {
    return entry("call").text("function", op.function);
  }
  TomlFields operator()(const BulkInsert& op) const {
    TomlFields fields = on_table("bulk_insert", op.table);
    write_rows(op, fields);
    return fields;
  }
};

}  // namespace

TomlFields write_operation(const Operation& operation) { return std::visit(Writer(), operation); }

}  // namespace retort::migrate::detail
