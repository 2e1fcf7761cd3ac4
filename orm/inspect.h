// inspect<ArtistModel>(): what a model is, as values: for tools that walk through models of any kind.
//
//   const orm::ModelInfo artist = orm::inspect<ArtistModel>();
//   for (const auto& column : artist.table->columns) std::cout << column.name << '\n';
//   for (const auto& way : artist.relationships) std::cout << way.target << " by " << way.columns[0] << '\n';
//
// C++ does not tell the names of members, so that a relationship is known by its table and its foreign
// key. The texts and the table live as long as the program; any thread may ask. A call costs a walk
// through the model's relationships. Throws QueryError for models that contradict each other, as the
// first use of a model does.

#pragma once

#include <string_view>
#include <vector>

#include <retort/orm/loading.h>
#include <retort/orm/mapping/declared.h>
#include <retort/schema/table.h>

namespace retort::orm {

struct RelationshipInfo {
  enum class Direction { many_to_one, one_to_many, many_to_many };
  Direction direction{};
  /// The table at the other end, and the one of the link in between, where there is one.
  std::string_view target{};
  std::string_view link{};
  /// Of the foreign key, in the table that refers: this one for many_to_one, else the target or the link.
  std::vector<std::string_view> columns{};
  /// What they refer to.
  std::vector<std::string_view> referred{};
  Loading loading = Loading::lazy;
  bool cascade_delete = false;
  bool delete_orphan = false;
  bool view_only = false;
  bool write_only = false;
};

struct ModelInfo {
  /// Columns with their types, keys, constraints and indexes; of a view, its columns.
  const schema::Table* table = nullptr;
  std::vector<std::string_view> primary_key{};
  /// Empty for a table.
  std::string_view view_sql{};
  /// Of a hierarchy (inheritance.h): what its rows are called, and the table of its base.
  std::string_view kind_name{};
  std::string_view base{};
  std::vector<RelationshipInfo> relationships{};
};

namespace detail {

ModelInfo inspect(const Mapper& mapper);

}  // namespace detail

template <template <class> class Model>
ModelInfo inspect() {
  return detail::inspect(detail::mapper<Model>());
}

}  // namespace retort::orm
