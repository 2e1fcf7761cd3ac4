// apply() of constraints: add and drop.

#include <algorithm>

#include <retort/migrate/detail/apply.h>
#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

// Whether a constraint is what an unnamed DropConstraint asks for; what it leaves open matches.
bool has_content(const schema::Unique& is, const schema::Unique& wanted) {
  return std::ranges::equal(is.columns, wanted.columns, same_name, &schema::IndexedColumn::column,
                            &schema::IndexedColumn::column);
}
bool has_content(const schema::ForeignKey& is, const schema::ForeignKey& wanted) {
  return std::ranges::equal(is.columns, wanted.columns, same_name) &&
         (wanted.referred_table.empty() || same_name(is.referred_table, wanted.referred_table)) &&
         (wanted.referred_columns.empty() || is.referred_columns.empty() ||
          std::ranges::equal(is.referred_columns, wanted.referred_columns, same_name));
}
bool has_content(const schema::Check& is, const schema::Check& wanted) {
  return same_expression(is.expression, wanted.expression);
}

template <class Kind>
auto find_constraint(std::vector<Kind>& constraints, const Kind& wanted) {
  if (!wanted.name.empty())
    return std::ranges::find_if(constraints,
                                [&](const Kind& is) { return same_name(is.name, wanted.name); });
  // The very same one before one that is like it.
  const auto same = std::ranges::find(constraints, wanted);
  if (same != constraints.end()) return same;
  return std::ranges::find_if(constraints, [&](const Kind& is) { return has_content(is, wanted); });
}

template <class Kind>
void drop(std::vector<Kind>& constraints, const Kind& wanted) {
  const auto found = find_constraint(constraints, wanted);
  if (found == constraints.end()) throw MigrateError("the table has no such constraint");
  constraints.erase(found);
}

bool is_name_taken(const schema::Table& table, const std::string& name) {
  const auto named = [&](const auto& constraint) { return same_name(constraint.name, name); };
  return (table.primary_key && named(*table.primary_key)) ||
         std::ranges::any_of(table.uniques, named) ||
         std::ranges::any_of(table.foreign_keys, named) || std::ranges::any_of(table.checks, named);
}

void require_columns(const schema::Table& table, const std::vector<std::string>& columns) {
  for (const std::string& column : columns)
    if (!table.find_column(column))
      throw MigrateError("table " + table.name + " has no column " + column);
}

class Add {
 public:
  explicit Add(schema::Table& table) : table_(table) {}

  void operator()(const schema::PrimaryKey& key) const {
    if (table_.primary_key) throw MigrateError("the table has a primary key already");
    require_columns(table_, schema::column_names(key.columns));
    table_.primary_key = key;
  }
  void operator()(const schema::Unique& unique) const {
    require_columns(table_, schema::column_names(unique.columns));
    table_.uniques.push_back(unique);
  }
  void operator()(const schema::ForeignKey& key) const {
    require_columns(table_, key.columns);
    table_.foreign_keys.push_back(key);
  }
  void operator()(const schema::Check& check) const { table_.checks.push_back(check); }

 private:
  schema::Table& table_;
};

class Drop {
 public:
  explicit Drop(schema::Table& table) : table_(table) {}

  void operator()(const schema::PrimaryKey& key) const {
    if (!table_.primary_key) throw MigrateError("the table has no primary key");
    if (!key.name.empty() && !same_name(key.name, table_.primary_key->name))
      throw MigrateError("the table's primary key is not called that");
    table_.primary_key.reset();
  }
  void operator()(const schema::Unique& unique) const { drop(table_.uniques, unique); }
  void operator()(const schema::ForeignKey& key) const { drop(table_.foreign_keys, key); }
  void operator()(const schema::Check& check) const { drop(table_.checks, check); }

 private:
  schema::Table& table_;
};

}  // namespace

void apply_to(schema::Metadata& metadata, const AddConstraint& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  const std::string& name =
      std::visit([](const auto& is) -> const std::string& { return is.name; }, op.constraint);
  if (!name.empty() && is_name_taken(table, name))
    throw MigrateError("the table has a constraint " + name + " already");
  std::visit(Add(table), op.constraint);
}

void apply_to(schema::Metadata& metadata, const DropConstraint& op) {
  std::visit(Drop(table_to_change(metadata, op.table)), op.constraint);
}

void apply_to(schema::Metadata& metadata, const RenameConstraint& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  if (!same_name(op.name, op.new_name) && is_name_taken(table, op.new_name))
    throw MigrateError("the table has a constraint " + op.new_name + " already");
  bool found = false;
  const auto rename = [&](auto& constraint) {
    if (found || op.name.empty() || !same_name(constraint.name, op.name)) return;
    constraint.name = op.new_name;
    found = true;
  };
  if (table.primary_key) rename(*table.primary_key);
  std::ranges::for_each(table.uniques, rename);
  std::ranges::for_each(table.foreign_keys, rename);
  std::ranges::for_each(table.checks, rename);
  if (!found) throw MigrateError("the table has no such constraint");
}

}  // namespace retort::migrate::detail
