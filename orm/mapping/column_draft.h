// detail::ColumnDraft: a column while its model is being described. Each option of a Column adds
// its part to the mapper and to the table of the schema.

#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include <retort/orm/mapping/codec.h>
#include <retort/orm/mapping/declared.h>
#include <retort/schema/constraint.h>
#include <retort/schema/index.h>

namespace retort::schema {
struct Column;
}

namespace retort::orm::detail {

struct MappedColumn;

class ColumnDraft {
 public:
  /// `offset` is where its value lies in the entity; `has_initializer`: the member has one.
  ColumnDraft(Mapper& mapper, std::string_view name, std::size_t offset, bool has_initializer);

  /// Adds it to the model. The options follow.
  void begin(const Codec& codec);

  void primary_key();
  void nullable();
  void not_null_on_conflict(schema::Conflict conflict);
  void autoincrement();
  void unique();
  void index(std::string_view name, bool unique);
  /// Returns the key, for its options.
  schema::ForeignKey& references(MapperFunction target, std::string_view table,
                                 std::string_view column);
  void server_default(std::string_view sql);
  void make_default(engine::Value (*function)());
  void make_update(engine::Value (*function)());
  void computed(std::string_view sql, bool stored);
  void version();
  void deferred(const DeferredMember& member, std::string_view group, bool raises);
  void property(std::string_view sql);
  void check(std::string_view expression, std::string_view name);
  void collate(std::string_view collation);
  void type(std::string_view text);
  void renamed_from(std::string_view name);
  void fill(std::string_view expression);
  void validator(void (*validate)(void* value));
  /// A CHECK that begins with the column's name: ` IN (0, 1)`.
  void check_column(std::string_view rest);

 private:
  MappedColumn& mapped();
  schema::Column& column();

  Mapper& mapper_;
  std::string_view name_;
  std::size_t offset_;
  bool has_initializer_;
};

// Constraints of the table; what they return is there to be named and given its options.
schema::PrimaryKey& add_primary_key(Mapper& mapper,
                                    std::initializer_list<std::string_view> columns);
schema::PrimaryKey& add_primary_key(Mapper& mapper, schema::PrimaryKey key);
schema::Unique& add_unique(Mapper& mapper, std::initializer_list<std::string_view> columns);
schema::Index& add_index(Mapper& mapper, std::string_view name, bool unique,
                         std::initializer_list<std::string_view> columns);
/// Its name.
std::string& add_check(Mapper& mapper, std::string_view expression);
void make_without_rowid(Mapper& mapper);
void set_schema(Mapper& mapper, std::string_view schema);
/// STRICT, with the types that it takes.
void make_strict(Mapper& mapper);
/// Of a table that is no model's: part of the schema, and nothing that a session knows.
schema::ForeignKey& add_foreign_key(Mapper& mapper, std::initializer_list<std::string_view> columns,
                                    std::string_view table,
                                    std::initializer_list<std::string_view> referred);
schema::ForeignKey& add_foreign_key(Mapper& mapper, std::initializer_list<std::string_view> columns,
                                    MapperFunction target, std::string_view table,
                                    std::initializer_list<std::string_view> referred);

}  // namespace retort::orm::detail
