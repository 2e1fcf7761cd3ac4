// detail::Mapper: a model as data. Everything that is done with models in general (statements,
// loading, flushing, the schema) is compiled code that walks one of these; templates only make them
// (mapping/describe.h).

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/deferred.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/loading.h>
#include <retort/orm/mapping/codec.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/field.h>
#include <retort/orm/mapping/mapped_relationship.h>
#include <retort/orm/mapping/typed_fields.h>
#include <retort/orm/object/entity_storage.h>
#include <retort/orm/object/key_values.h>
#include <retort/orm/shared.h>
#include <retort/schema/table.h>

namespace retort::orm::detail {

class Kinds;
struct ModelFacts;
struct MappedColumn {
  std::string_view name;
  /// Where the value lies in the entity.
  std::size_t offset = 0;
  const Codec* codec = nullptr;
  bool primary_key = false;
  /// Part of a key whose table does not say NOT NULL of it.
  bool nullable_key = false;
  bool server_default = false;
  /// Calculated by the database, and never written.
  bool computed = false;
  /// Counts the changes of its row.
  bool version = false;
  /// Loaded when it is first used, together with the others of its group; null otherwise.
  const DeferredMember* deferred = nullptr;
  std::string_view deferred_group{};
  /// Using it throws where no query loaded it.
  bool deferred_raises = false;
  /// What stands in its place, of something that is no column of the table; `{}` in it is the table.
  std::string_view property{};
  /// The stored form of the value that a new row gets where the program says none; null for none.
  engine::Value (*make_default)() = nullptr;
  /// Of the value that it gets when another column changes.
  engine::Value (*make_update)() = nullptr;
  /// The first model of its hierarchy that has the table in which it lies.
  const Mapper* home = nullptr;
  /// The member has an initialiser: a client-side default.
  bool client_default = false;
  /// Replaces the value or throws ValidationError; null for none.
  std::vector<void (*)(void* value)> validators{};

  const void* in(const void* entity) const {
    return static_cast<const std::byte*>(entity) + offset;
  }
  void* in(void* entity) const { return static_cast<std::byte*>(entity) + offset; }
};

struct MappedForeignKey {
  /// Of the table that refers, and of the table that is referred to; equally many.
  std::vector<std::string> columns;
  std::vector<std::string> referred;
  MapperFunction target = nullptr;
  /// What the schema says of it: ON DELETE, ON UPDATE, DEFERRABLE.
  schema::ForeignKey declared{};
};

struct Mapper {
  explicit Mapper(const ModelFacts& facts);
  ~Mapper();

  std::string_view name;
  /// The attached database of its table; empty for the main one.
  std::string_view schema{};
  /// The SELECT of a view, which is only read; empty for a table.
  std::string_view view_sql;
  /// In the order of the model; those that are deferred stand at the end.
  std::vector<MappedColumn> columns;
  /// Of each column what is needed for writing and reading rows.
  std::vector<Field> fields;
  /// The same, by type.
  TypedFields typed_fields;
  /// The model that this one is a kind of (inheritance.h): its columns come first, and lie at the
  /// same places of the entity. Null for none.
  MapperFunction base = nullptr;
  /// What the discriminator says of rows of this model; empty where there is no hierarchy.
  std::string_view kind_name;
  std::string_view discriminator_name;
  /// The condition that holds of its rows wherever it is not switched off; null for none.
  NodePtr (*scope)() = nullptr;
  /// How rows of a query on this model get the columns that derived models have in tables of their
  /// own: joined, selectin or lazy.
  Loading polymorphic = Loading::joined;
  bool has_properties = false;
  /// How many are not deferred.
  std::size_t loaded_columns = 0;
  std::vector<MappedForeignKey> foreign_keys;
  /// Those of its rows: the ones of the base, which are the same for all models of the hierarchy, and
  /// its own.
  std::vector<const MappedForeignKey*> keys;
  schema::Table table;
  const EntityStorage* entity_storage = nullptr;

  /// The tables of a row, each by the first model that has it; the base's come first.
  std::vector<const Mapper*> tables;

  /// The foreign key refers to a table of another database: no constraint says so, and no action of
  /// the database follows it.
  bool leaves_schema(const MappedForeignKey& key) const { return key.target().schema != schema; }
  /// Throws QueryError for a foreign key that leaves the schema and says what the database does.
  void check_keys() const;

  /// Two of them have a column in common.
  bool keys_overlap() const { return keys_overlap_; }

  /// The columns of the primary key, in its order.
  std::vector<const MappedColumn*> key;

  const MappedColumn* find_column(std::string_view column) const;
  /// The first of its hierarchy; most are their own.
  const Mapper& root() const { return base ? base().root() : *this; }
  /// A row of it lies in several tables: the base's, and one with what it adds.
  bool is_joined() const { return tables.size() > 1; }
  /// The first model of the hierarchy that has this table.
  const Mapper& table_owner() const { return *tables.back(); }
  bool is_a(const Mapper& other) const { return this == &other || (base && base().is_a(other)); }
  /// The column that says which model a row is of, or null.
  const MappedColumn* discriminator() const { return discriminator_; }
  /// What `scope` says; made when it is first asked for. A model that is derived has that of its root.
  const NodePtr& default_scope() const;
  /// It and the models derived from it; found when it is first asked for.
  const Kinds& kinds() const;

  /// The column that counts the changes of a row, or null.
  const MappedColumn* version() const { return version_; }
  /// Gives an entity that is about to be inserted what the program left to default_with<>, and its
  /// first version.
  void fill_defaults(void* entity) const;

  /// The key that the database makes when it is 0: a single integer; otherwise null.
  const MappedColumn* generated_key() const { return generated_key_; }
  const Field* generated_field() const { return generated_field_; }
  /// All columns of a new row are written, but for a key that the database makes.
  bool says_all() const { return says_all_; }
  /// Validators look at its values.
  bool validates() const { return validates_; }
  /// Something is filled into new rows, or validators look at them.
  bool completes_rows() const { return completes_rows_; }
  /// The values of the primary key of an entity.
  KeyValues key_of(const void* entity) const;
  const std::vector<MappedRelationship>& relationships() const;

  /// As the model declares them; relationships() has them with both sides known.
  std::vector<MappedRelationship> declared_relationships;

 private:
  void check_base() const;
  void find_schema();
  void find_tables();
  void find_keys();
  void make_own_table();
  void look_at_inserts();

  const MappedColumn* version_ = nullptr;
  const MappedColumn* discriminator_ = nullptr;
  const MappedColumn* generated_key_ = nullptr;
  const Field* generated_field_ = nullptr;
  bool says_all_ = false;
  bool completes_rows_ = false;
  bool validates_ = false;
  bool keys_overlap_ = false;
  struct Links;
  std::unique_ptr<Links> links_;
};

}  // namespace retort::orm::detail
