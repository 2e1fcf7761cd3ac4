// detail::HeaderPlan: the names and the parts of a header of models, before any of it is text.

#pragma once

#include <map>
#include <string>
#include <vector>

#include <retort/migrate/detail/header_names.h>
#include <retort/migrate/model_header.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

/// What else a model is besides its columns.
enum class ModelKind { table, view, virtual_table };

struct PlannedColumn {
  /// Null in a view or virtual table.
  const schema::Column* column = nullptr;
  const introspect::RelationColumn* relation = nullptr;
  std::string member{};
};

struct PlannedRelationship {
  std::string member{};
  /// `HasMany`, and what follows `As` between its angle brackets.
  std::string kind{};
  std::vector<std::string> arguments{};
  /// The model that has to be declared before.
  std::string model{};
};

struct PlannedModel {
  ModelKind kind = ModelKind::table;
  /// In the database.
  std::string name{};
  const schema::Table* table = nullptr;
  const schema::View* view = nullptr;
  const introspect::Relation* relation = nullptr;
  /// `Album`, `AlbumModel`, `albums`.
  std::string entity{};
  std::string model{};
  std::string handle{};
  /// `album`: what relationships are named after.
  std::string singular{};
  std::vector<PlannedColumn> columns{};
  std::vector<PlannedRelationship> relationships{};
  ScopeNames members{};

  const PlannedColumn* find_column(std::string_view column) const;
  bool has_key() const { return table && table->primary_key.has_value(); }
};

struct HeaderPlan {
  /// Tables with those that they refer to before them, then views, then virtual tables.
  std::vector<PlannedModel> models{};
  std::map<std::string, std::size_t, schema::NameLess> by_name{};

  const PlannedModel* find(std::string_view name) const;
  PlannedModel* find(std::string_view name);
};

HeaderPlan plan_header(const HeaderSource& source, const HeaderOptions& options);
/// Adds the relationships that the foreign keys make.
void plan_relationships(HeaderPlan& plan);

/// A foreign key as far as the plan has models for it.
struct PlannedKey {
  const schema::ForeignKey* key = nullptr;
  /// Null where it refers to something that has no model, or not to that model's columns.
  const PlannedModel* target = nullptr;
  /// With those of the primary key where the database leaves them out.
  std::vector<std::string> referred{};
};
PlannedKey planned_key(const HeaderPlan& plan, const schema::ForeignKey& key);

}  // namespace retort::migrate::detail
