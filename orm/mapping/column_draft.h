// detail::ColumnDraft: a column while its model is being described. Each option of a Column adds
// its part to the mapper and to the table of the schema.

#pragma once

#include <initializer_list>
#include <string_view>

#include <retort/orm/mapping/mapper.h>
#include <retort/schema/constraint.h>

namespace retort::orm::detail {

class ColumnDraft {
 public:
  ColumnDraft(Mapper& mapper, MappedColumn column);

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
  MappedColumn& mapped() { return mapper_.columns.back(); }
  schema::Column& column() { return mapper_.table.columns.back(); }

  Mapper& mapper_;
};

// Constraints of the table; what they return is there to be named and given its options.
schema::PrimaryKey& add_primary_key(Mapper& mapper,
                                    std::initializer_list<std::string_view> columns);
schema::PrimaryKey& add_primary_key(Mapper& mapper, schema::PrimaryKey key);
schema::Unique& add_unique(Mapper& mapper, std::initializer_list<std::string_view> columns);
schema::Index& add_index(Mapper& mapper, std::string_view name, bool unique,
                         std::initializer_list<std::string_view> columns);
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
