#include <optional>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/data_loss.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

struct Loss {
  std::string object;
  // Returns a row where there is something to lose.
  std::string probe;
};

std::optional<Loss> loss(const Operation& operation, const schema::Metadata& now,
                         const engine::Dialect& dialect) {
  const auto any_row = [&](const std::string& table) {
    return "SELECT 1 FROM " + dialect.quote(table) + " LIMIT 1";
  };
  if (const auto* drop = std::get_if<DropTable>(&operation)) {
    if (now.find_table(drop->table.name) == nullptr) return std::nullopt;
    return Loss{"table " + drop->table.name, any_row(drop->table.name)};
  }
  if (const auto* drop = std::get_if<DropVirtualTable>(&operation)) {
    if (now.find_virtual_table(drop->table.name) == nullptr) return std::nullopt;
    return Loss{"virtual table " + drop->table.name, any_row(drop->table.name)};
  }
  if (const auto* drop = std::get_if<DropColumn>(&operation)) {
    const schema::Table* table = now.find_table(drop->table);
    const schema::Column* column = table ? table->find_column(drop->column.name) : nullptr;
    // A generated column can be computed again.
    if (column == nullptr || column->generated) return std::nullopt;
    return Loss{"column " + drop->table + "." + drop->column.name,
                "SELECT 1 FROM " + dialect.quote(drop->table) + " WHERE " +
                    dialect.quote(drop->column.name) + " IS NOT NULL LIMIT 1"};
  }
  return std::nullopt;
}

}  // namespace

void refuse_data_loss(engine::Connection& connection, const std::vector<Operation>& operations) {
  bool any = false;
  for (const Operation& operation : operations) any = any || destroys_data(operation);
  if (!any) return;
  const schema::Metadata now = introspect::introspect(connection);
  for (const Operation& operation : operations) {
    const std::optional<Loss> found = loss(operation, now, connection.dialect());
    if (found && connection.scalar(found->probe))
      throw DecisionNeeded(
          "it drops " + found->object +
          ", which holds data; nothing was changed (allow it with --allow-destructive)");
  }
}

}  // namespace retort::migrate::detail
