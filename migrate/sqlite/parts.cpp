#include <retort/migrate/sqlite/parts.h>

#include <algorithm>

#include <retort/migrate/sqlite/alter.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

Part& part_of(std::vector<Part>& parts, Part::Kind kind) {
  if (parts.empty() || parts.back().kind != kind) parts.push_back({.kind = kind});
  return parts.back();
}

bool changes_more_than_the_name(const AlterColumn& op) {
  return op.type || op.nullable || op.server_default || op.collation || op.generated;
}

void add(std::vector<Part>& parts, const AlterColumn& op) {
  AlterColumn rest = op;
  if (op.rename) {
    part_of(parts, Part::Kind::renames)
        .changes.push_back(AlterColumn{.table = op.table,
                                       .before = {.name = op.before.name},
                                       .after = {.name = op.after.name},
                                       .rename = true});
    rest.rename = false;
    rest.before.name = op.after.name;
  }
  if (changes_more_than_the_name(rest))
    part_of(parts, Part::Kind::batch).changes.push_back(std::move(rest));
}

bool is_key(const Constraint& constraint) {
  return std::holds_alternative<schema::PrimaryKey>(constraint) ||
         std::holds_alternative<schema::Unique>(constraint);
}

// The table that the operation rebuilds unless it is made in the same batch, or "" when it need not: an
// edit of the schema may do.
std::string rebuilt_by(const Operation& operation) {
  if (const auto* alter = std::get_if<AlterColumn>(&operation)) {
    const bool other_values =
        alter->type || alter->generated || alter->collation || !alter->fill.empty();
    return other_values ? alter->table : "";
  }
  if (const auto* drop = std::get_if<DropConstraint>(&operation))
    return is_key(drop->constraint) ? drop->table : "";
  if (const auto* add = std::get_if<AddConstraint>(&operation))
    return is_key(add->constraint) ? add->table : "";
  if (const auto* add = std::get_if<AddColumn>(&operation)) return can_add(*add) ? "" : add->table;
  return "";
}

bool rebuilds_surely(const Part& part) {
  if (part.kind != Part::Kind::batch) return false;
  return std::ranges::any_of(part.changes, [&](const Operation& operation) {
    const std::string table = rebuilt_by(operation);
    return !table.empty() && std::ranges::none_of(part.changes, [&](const Operation& other) {
      const auto* create = std::get_if<CreateTable>(&other);
      return create && schema::same_name(create->table.name, table);
    });
  });
}

}  // namespace

std::vector<Part> parts(const std::vector<Operation>& operations) {
  std::vector<Part> result;
  for (const Operation& operation : operations) {
    if (const auto* alter = std::get_if<AlterColumn>(&operation))
      add(result, *alter);
    else if (std::holds_alternative<RenameTable>(operation))
      part_of(result, Part::Kind::renames).changes.push_back(operation);
    else if (std::holds_alternative<Execute>(operation) ||
             std::holds_alternative<BulkInsert>(operation) ||
             std::holds_alternative<Call>(operation))
      part_of(result, Part::Kind::own_sql).own.push_back(&operation);
    else
      part_of(result, Part::Kind::batch).changes.push_back(operation);
  }
  return result;
}

bool is_rebuild_ahead(const std::vector<Part>& parts, std::size_t n) {
  return std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(std::min(n + 1, parts.size())),
                     parts.end(), rebuilds_surely);
}

}  // namespace retort::migrate::sqlite
