// What each option of a column adds to the mapper and to the schema.

#include <retort/orm/mapping/column_draft.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

std::vector<std::string> strings(std::initializer_list<std::string_view> names) {
  return {names.begin(), names.end()};
}

}  // namespace

ColumnDraft::ColumnDraft(Mapper& mapper, std::string_view name, std::size_t offset,
                         bool has_initializer)
    : mapper_(mapper), name_(name), offset_(offset), has_initializer_(has_initializer) {}

void ColumnDraft::begin(const Codec& codec) {
  mapper_.table.columns.push_back(
      {.name = std::string(name_), .type = {std::string(codec.word)}, .nullable = codec.nullable});
  mapper_.columns.push_back(
      {.name = name_, .offset = offset_, .codec = &codec, .client_default = has_initializer_});
}

MappedColumn& ColumnDraft::mapped() { return mapper_.columns.back(); }
schema::Column& ColumnDraft::column() { return mapper_.table.columns.back(); }

void ColumnDraft::primary_key() {
  mapped().primary_key = true;
  auto& key = mapper_.table.primary_key;
  if (!key) key.emplace();
  key->columns.push_back({std::string(mapped().name)});
}

void ColumnDraft::autoincrement() {
  auto& key = mapper_.table.primary_key;
  if (!key) key.emplace();
  key->autoincrement = true;
}

void ColumnDraft::nullable() { mapped().nullable_key = true; }

void ColumnDraft::not_null_on_conflict(schema::Conflict conflict) {
  column().not_null_conflict = conflict;
}

void ColumnDraft::unique() { add_unique(mapper_, {mapped().name}); }

void ColumnDraft::index(std::string_view name, bool unique) {
  add_index(mapper_, name, unique, {mapped().name});
}

schema::ForeignKey& ColumnDraft::references(MapperFunction target, std::string_view table,
                                            std::string_view column) {
  return add_foreign_key(mapper_, {mapped().name}, target, table, {column});
}

void ColumnDraft::server_default(std::string_view sql) {
  mapped().server_default = true;
  column().server_default = std::string(sql);
}

void ColumnDraft::make_default(engine::Value (*function)()) { mapped().make_default = function; }

void ColumnDraft::make_update(engine::Value (*function)()) { mapped().make_update = function; }

void ColumnDraft::computed(std::string_view sql, bool stored) {
  mapped().computed = true;
  column().generated = schema::Generated{std::string(sql), stored};
}

void ColumnDraft::version() { mapped().version = true; }

void ColumnDraft::property(std::string_view sql) {
  mapped().computed = true;
  mapped().property = sql;
}

void ColumnDraft::deferred(const DeferredMember& member, std::string_view group, bool raises) {
  mapped().deferred_raises = raises;
  mapped().deferred = &member;
  mapped().deferred_group = group;
}

void ColumnDraft::check(std::string_view expression, std::string_view name) {
  mapper_.table.checks.push_back({std::string(name), std::string(expression)});
}

void ColumnDraft::check_column(std::string_view rest) {
  // Quoted whatever it is: no dialect is at hand, and all of them take this.
  check("\"" + std::string(mapped().name) + "\"" + std::string(rest), "");
}

void ColumnDraft::collate(std::string_view collation) { column().collation = collation; }

void ColumnDraft::type(std::string_view text) { column().type.text = text; }

void ColumnDraft::renamed_from(std::string_view name) { column().renamed_from = name; }

void ColumnDraft::fill(std::string_view expression) { column().fill = expression; }

void ColumnDraft::validator(void (*validate)(void* value)) {
  mapped().validators.push_back(validate);
}

schema::PrimaryKey& add_primary_key(Mapper& mapper,
                                    std::initializer_list<std::string_view> columns) {
  auto& key = mapper.table.primary_key.emplace();
  key.columns = schema::indexed(strings(columns));
  return key;
}

schema::PrimaryKey& add_primary_key(Mapper& mapper, schema::PrimaryKey key) {
  return mapper.table.primary_key.emplace(std::move(key));
}

schema::Unique& add_unique(Mapper& mapper, std::initializer_list<std::string_view> columns) {
  return mapper.table.uniques.emplace_back(
      schema::Unique{.name = {}, .columns = schema::indexed(strings(columns))});
}

schema::Index& add_index(Mapper& mapper, std::string_view name, bool unique,
                         std::initializer_list<std::string_view> columns) {
  return mapper.table.indexes.emplace_back(
      schema::Index{.name = std::string(name),
                    .columns = schema::indexed(strings(columns)),
                    .unique = unique,
                    .where = {},
                    .sql = {}});
}

std::string& add_check(Mapper& mapper, std::string_view expression) {
  return mapper.table.checks.emplace_back("", std::string(expression)).name;
}

void make_without_rowid(Mapper& mapper) { mapper.table.options.without_rowid = true; }

void set_schema(Mapper& mapper, std::string_view schema) { mapper.schema = schema; }

void make_strict(Mapper& mapper) {
  mapper.table.options.strict = true;
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    auto& type = mapper.table.columns[i].type.text;
    // One that the model spells by itself stays.
    if (type != mapper.columns[i].codec->word && !type.starts_with("string(")) continue;
    switch (mapper.columns[i].codec->form) {
      case Form::integer: type = "INTEGER"; break;
      case Form::real: type = "REAL"; break;
      case Form::text: type = "TEXT"; break;
      case Form::blob: type = "BLOB"; break;
      case Form::any: type = type == "int64" ? "INTEGER" : "ANY"; break;
    }
  }
}

schema::ForeignKey& add_foreign_key(Mapper& mapper, std::initializer_list<std::string_view> columns,
                                    std::string_view table,
                                    std::initializer_list<std::string_view> referred) {
  return mapper.table.foreign_keys.emplace_back(
      schema::ForeignKey{.name = {},
                         .columns = strings(columns),
                         .referred_table = std::string(table),
                         .referred_columns = strings(referred)});
}

schema::ForeignKey& add_foreign_key(Mapper& mapper, std::initializer_list<std::string_view> columns,
                                    MapperFunction target, std::string_view table,
                                    std::initializer_list<std::string_view> referred) {
  mapper.foreign_keys.push_back({strings(columns), strings(referred), target});
  return add_foreign_key(mapper, columns, table, referred);
}

}  // namespace retort::orm::detail
